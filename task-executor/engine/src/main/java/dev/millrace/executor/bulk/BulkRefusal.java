package dev.millrace.executor.bulk;

import dev.millrace.events.task.TaskId;

/// A task that was not cancelled or retried.
public record BulkRefusal(TaskId id, String why) {}
