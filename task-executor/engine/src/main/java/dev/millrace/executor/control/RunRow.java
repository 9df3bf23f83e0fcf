package dev.millrace.executor.control;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.Topics;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.retry.RetryTopics;
import dev.millrace.outbox.OutboxFrame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A locked row of the run store, as far as a command needs it.
///
/// @param owner the executor that holds the task, or held it last
/// @param sequence of the last fact
record RunRow(
    TaskId taskId,
    TaskType type,
    Priority priority,
    String owner,
    @Nullable String traceparent,
    long sequence,
    Standing standing) {

  RunRow with(Standing next) {
    return new RunRow(taskId, type, priority, owner, traceparent, sequence, next);
  }

  /// The row after one more fact, and the fact with all that follows from it.
  Step next(TaskEvent event, Instant now) {
    Fact fact = new Fact(taskId, sequence + 1, now, event);
    // Where an operator's act leads depends on where the task comes from only if it compensates.
    TaskState from =
        standing.status() == TaskStatus.COMPENSATING ? new TaskState.Compensating() : null;
    TaskState state = TaskLifecycle.after(from, fact);
    RunRow row =
        new RunRow(
            taskId,
            type,
            priority,
            owner,
            traceparent,
            fact.sequence(),
            standing.in(state.status()));
    return new Step(row, state, fact);
  }

  /// One fact's worth of a row.
  ///
  /// @param state where the fact leads
  record Step(RunRow row, TaskState state, Fact fact) {

    String line() {
      return line(frame());
    }

    /// The line of a fact that makes the task runnable: its work item, too.
    String workLine(ExecutorGroup group) {
      return line(frame().then(Topics.work(group, row.type(), row.priority())));
    }

    /// The line of a fact that lets the task wait for a moment, as a retry does.
    String waitingLine(ExecutorGroup group, Instant until) {
      return line(frame().then(RetryTopics.next(group, fact.time(), until)));
    }

    private OutboxFrame frame() {
      return OutboxFrame.event(row.taskId(), fact.time(), row.traceparent(), fact.event());
    }

    private String line(OutboxFrame frame) {
      return fact.sequence() + frame.tail();
    }
  }
}
