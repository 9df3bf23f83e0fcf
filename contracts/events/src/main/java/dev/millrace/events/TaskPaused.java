package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;

/// The task stopped at a checkpoint and gave its permit back.
public record TaskPaused(Actor actor) implements TaskEvent {

  public TaskPaused {
    requireNonNull(actor, "actor");
  }
}
