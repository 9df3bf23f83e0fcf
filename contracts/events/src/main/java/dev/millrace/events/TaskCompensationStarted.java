package dev.millrace.events;

import dev.millrace.events.task.TaskError;
import org.jspecify.annotations.Nullable;

/// A saga goes backwards from here on: its completed steps are undone, the last one first.
///
/// @param attempt the attempt that undoes them
/// @param error why it cannot go on; null when somebody cancelled the task
public record TaskCompensationStarted(int attempt, @Nullable TaskError error)
    implements TaskEvent {}
