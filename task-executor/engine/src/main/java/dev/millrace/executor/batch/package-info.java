/// Batches: one task that stands for many, its children.
///
/// The children are tasks of their own. [dev.millrace.executor.batch.BatchHandler] runs the parent:
/// it waits, and learns from [dev.millrace.executor.counting.CountWatch] how many of them have
/// ended, as the run store's rows say. Who stops the children of a batch is task-api, which knows
/// those that no executor has met.
@NullMarked
package dev.millrace.executor.batch;

import org.jspecify.annotations.NullMarked;
