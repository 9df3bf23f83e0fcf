package dev.millrace.starter;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.submit.Submitter;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Submits tasks in the application's own transactions.
///
/// A submission is a message in the write-ahead log of the application's database. If the
/// transaction rolls back, it never was; if it commits, the task will reach one final state,
/// whatever crashes. After the commit the executor's relay publishes it, and task-api accepts it
/// under the id that was given back here. What cannot be accepted, such as parameters that do not
/// fit the type, ends as a failed task that says why.
///
/// Until task-api has accepted it, a moment after the commit, the task is not found over HTTP.
public final class TransactionalTasks {

  private final Submitter submitter;

  TransactionalTasks(Submitter submitter) {
    this.submitter = submitter;
  }

  /// Submits a task as its type has it.
  ///
  /// @param user whom the task belongs to: 1 to 200 characters
  /// @throws IllegalStateException outside a transaction
  /// @throws IllegalArgumentException when the parameters have more than 256 KB as JSON
  public <P extends @Nullable Object> TaskId submit(
      TaskType<P, ?> type, String user, P parameters) {
    return submit(type, user, parameters, SubmitOptions.NONE);
  }

  /// The same with options, none of which is an idempotency key: the transaction makes it one task.
  public <P extends @Nullable Object> TaskId submit(
      TaskType<P, ?> type, String user, P parameters, SubmitOptions options) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "a task of type " + type + " is submitted in a transaction, and there is none here");
    }
    return submitter.submit(
        new Submitter.Origin(new UserId(user), null, null), type, parameters, options);
  }
}
