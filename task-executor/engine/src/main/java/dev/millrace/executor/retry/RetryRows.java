package dev.millrace.executor.retry;

import dev.millrace.events.Fact;
import dev.millrace.events.task.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What the run store knows of tasks that wait for another attempt, or for their time after a
/// resume.
public interface RetryRows {

  /// Where a waiting task goes when it is due.
  ///
  /// @param sequence of the fact that made it wait
  record Waiting(String workTopic, long sequence) {}

  /// A task that is overdue, as the fact that makes it runnable.
  record Overdue(String workTopic, Fact fact) {}

  /// Those of `tasks` that still wait.
  Map<TaskId, Waiting> waiting(Collection<TaskId> tasks);

  /// Tasks that were due a while ago and that nobody has started, resumed and redriven ones among
  /// them; each of them only now and then.
  List<Overdue> takeOverdue(int limit);
}
