package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;

/// A paused task waits for an executor again.
public record TaskResumed(Actor actor) implements TaskEvent {

  public TaskResumed {
    requireNonNull(actor, "actor");
  }
}
