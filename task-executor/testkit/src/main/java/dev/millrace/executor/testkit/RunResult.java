package dev.millrace.executor.testkit;

import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.testkit.database.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task from its first run to its end.
///
/// @param end how it ended
/// @param checkpoint the last one; null when there was none, or a saga
/// @param facts steps that were completed and compensated
/// @param writes what was committed, where the world has no database
/// @param submitted the tasks that it submitted
/// @param seen the world after it
/// @param progress of all runs
/// @param commits of all runs
/// @param runs how often the handler was called
/// @param effects what was done outside the commits, also what was done again after a crash
public record RunResult(
    TaskEvent.Final end,
    @Nullable Json checkpoint,
    List<TaskEvent> facts,
    List<Statement> writes,
    List<SubmitTask> submitted,
    Object seen,
    List<RecordingTaskContext.Progress> progress,
    int commits,
    int runs,
    List<SideEffect> effects) {

  /// The result of a task that completed.
  ///
  /// @throws AssertionError when it did not
  public <R> R result(Class<R> type) {
    if (end instanceof TaskCompleted completed && completed.result() != null) {
      return completed.result().as(type);
    }
    throw new AssertionError("the task has no result: " + end);
  }
}
