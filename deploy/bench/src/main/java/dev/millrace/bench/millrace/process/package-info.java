/// Millrace's processes as the bench starts, asks and kills them.
@NullMarked
package dev.millrace.bench.millrace.process;

import org.jspecify.annotations.NullMarked;
