package dev.millrace.executor.store;

import dev.millrace.events.task.Progress;

/// The newest progress of an attempt that has not been told yet.
public record ProgressReport(TaskClaim claim, Progress progress) {}
