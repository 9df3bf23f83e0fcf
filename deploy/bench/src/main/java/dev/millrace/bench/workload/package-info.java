/// What is measured: each workload turns one running contender into figures.
@NullMarked
package dev.millrace.bench.workload;

import org.jspecify.annotations.NullMarked;
