/// What a workload is, how large it is, and the figures that it gives.
@NullMarked
package dev.millrace.bench.workload.measure;

import org.jspecify.annotations.NullMarked;
