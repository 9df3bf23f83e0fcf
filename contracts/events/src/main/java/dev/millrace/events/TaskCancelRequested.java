package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;

/// Somebody asked a running task to stop; its handler has not stopped yet.
public record TaskCancelRequested(Actor actor) implements TaskEvent {

  public TaskCancelRequested {
    requireNonNull(actor, "actor");
  }
}
