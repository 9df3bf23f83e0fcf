package dev.millrace.events;

import dev.millrace.events.task.Actor;
import org.jspecify.annotations.Nullable;

/// The task was stopped because somebody asked for it.
///
/// @param actor who asked; null when a rule did, such as a batch that stops at the first failure
public record TaskCancelled(@Nullable Actor actor) implements TaskEvent.Final {}
