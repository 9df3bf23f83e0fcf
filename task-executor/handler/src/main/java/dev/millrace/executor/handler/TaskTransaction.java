package dev.millrace.executor.handler;

import dev.millrace.events.task.TaskId;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The executor's database within one transaction: a client that writes in it, for as long as the
/// work runs that it was given to.
public interface TaskTransaction extends JdbcClient {

  /// Executes a statement once for each row of parameters. All rows go to the database together,
  /// with one wait for its answer.
  ///
  /// @param sql with a question mark for each parameter
  /// @param rows the parameters of each execution
  /// @return how many rows of the table each execution changed
  int[] batch(String sql, List<Object[]> rows);

  /// Submits a task that follows from this one, as its type has it.
  default <P extends @Nullable Object> TaskId submit(TaskType<P, ?> type, P parameters) {
    return submit(type, parameters, SubmitOptions.NONE);
  }

  /// Submits a task that follows from this one. It exists if and only if the transaction commits,
  /// so a handler that is killed and runs again submits it once. It belongs to this task's user
  /// and, where the options name no other, to its project.
  ///
  /// Nobody can refuse it after the commit: what cannot be accepted, such as parameters that do not
  /// fit the type, is a failed task that says why.
  ///
  /// @param options none of which is an idempotency key
  /// @return its id
  /// @throws IllegalArgumentException when the parameters have more than 256 KB as JSON
  <P extends @Nullable Object> TaskId submit(
      TaskType<P, ?> type, P parameters, SubmitOptions options);
}
