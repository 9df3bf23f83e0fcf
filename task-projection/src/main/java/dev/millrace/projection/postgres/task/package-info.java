/// The table of tasks: one row each, its columns in one place.
@NullMarked
package dev.millrace.projection.postgres.task;

import org.jspecify.annotations.NullMarked;
