package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskId;
import java.time.Instant;

/// One thing that happened to one task, at its place in that task's order.
///
/// Sequence 0 is [TaskRequested], written by the API; every later one is written by the executor
/// that owns the task. So (task, sequence) is a total order without gaps, and reading a fact twice
/// is recognised by its sequence. Only [TaskRestored] may jump ahead.
///
/// @param time when the writer decided it, by the writer's clock; order comes from `sequence` alone
public record Fact(TaskId taskId, long sequence, Instant time, TaskEvent event) {

  public Fact {
    requireNonNull(taskId, "taskId");
    requireNonNull(time, "time");
    requireNonNull(event, "event");
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence must not be negative; got " + sequence);
    }
  }
}
