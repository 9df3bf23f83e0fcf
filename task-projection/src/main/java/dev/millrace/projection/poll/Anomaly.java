package dev.millrace.projection.poll;

import dev.millrace.events.lifecycle.TaskLifecycle.Verdict;
import dev.millrace.events.task.TaskId;

/// A fact that was out of order or illegal.
///
/// @param type its `ce_type`
public record Anomaly(TaskId taskId, long sequence, String type, Verdict why) {}
