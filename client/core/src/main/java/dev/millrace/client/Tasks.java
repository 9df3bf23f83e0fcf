package dev.millrace.client;

import dev.millrace.client.task.Task;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Submits tasks and finds them again. Safe for any number of threads; one for a whole program.
///
/// All calls throw a [ProblemException][dev.millrace.client.problem.ProblemException] where
/// Millrace refuses, and another [MillraceException][dev.millrace.client.problem.MillraceException]
/// where no answer comes.
public interface Tasks {

  /// Most tasks of one call of [#submitAll].
  int MOST_AT_ONCE = 1_000;

  /// Submits a task. Once this returns, the task will reach exactly one final state.
  ///
  /// @param parameters null is an empty object
  default <P extends @Nullable Object, R extends @Nullable Object> TaskHandle<R> submit(
      TaskType<P, R> type, P parameters) {
    return submit(type, parameters, SubmitOptions.NONE);
  }

  /// The same with options.
  <P extends @Nullable Object, R extends @Nullable Object> TaskHandle<R> submit(
      TaskType<P, R> type, P parameters, SubmitOptions options);

  /// Submits up to 1,000 tasks at once. Those that are refused do not hold up the others.
  ///
  /// @param options hold for each
  /// @return a result for each, in order
  <P extends @Nullable Object, R extends @Nullable Object> List<BulkResult<R>> submitAll(
      TaskType<P, R> type, List<P> parameters, SubmitOptions options);

  /// A task that was submitted before, here or elsewhere. Whether there is one is not asked.
  <R extends @Nullable Object> TaskHandle<R> handle(UUID id, TaskType<?, R> type);

  /// The tasks of another user: everything that is asked of what this returns is asked as if by
  /// them. The token needs the scope `tasks:on-behalf` beside those for what is done.
  ///
  /// @param user as the `sub` of their own tokens says it, 1 to 200 characters
  Tasks onBehalfOf(String user);

  /// Tasks, newest first, fetched as the stream is read. Parameters and results above 4 KB are not
  /// in their documents.
  Stream<Task> find(TaskFilter filter);
}
