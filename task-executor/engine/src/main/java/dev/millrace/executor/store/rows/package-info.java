/// What the statements about the table `run` share: how its rows are read, and the lines that the
/// outbox gets with each change of them.
@NullMarked
package dev.millrace.executor.store.rows;

import org.jspecify.annotations.NullMarked;
