/// Bulk control: one task that cancels or retries many, and counts what becomes of that.
///
/// Data flows `task-api: filter -> commands on millrace.control -> the command journal -> BulkRows
/// -> BulkControlHandler`. Which tasks are meant is task-api's knowledge, which has all that were
/// accepted; what becomes of each command is the run store's, and is counted in its transaction.
@NullMarked
package dev.millrace.executor.bulk;

import org.jspecify.annotations.NullMarked;
