/// How soon: starts, calls, ends of tasks, streams, recovery after a kill.
@NullMarked
package dev.millrace.bench.workload.response;

import org.jspecify.annotations.NullMarked;
