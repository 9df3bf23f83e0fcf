/// How many: tasks, rows and facts a second.
@NullMarked
package dev.millrace.bench.workload.rate;

import org.jspecify.annotations.NullMarked;
