/// Sagas: steps that are completed one by one, and compensated in reverse.
///
/// [dev.millrace.executor.saga.SagaRun] is what a handler works with; it turns each step and each
/// compensation into one write of a [dev.millrace.executor.saga.SagaJournal]. Where the saga stands
/// is [dev.millrace.executor.saga.SagaState], which lives in the task's row and nowhere else.
@NullMarked
package dev.millrace.executor.saga;

import org.jspecify.annotations.NullMarked;
