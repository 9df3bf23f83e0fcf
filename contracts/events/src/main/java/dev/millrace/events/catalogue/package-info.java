/// What executors can run, as compacted records on `millrace.task-types`.
@NullMarked
package dev.millrace.events.catalogue;

import org.jspecify.annotations.NullMarked;
