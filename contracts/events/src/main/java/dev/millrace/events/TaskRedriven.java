package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;

/// An ended task goes back to work under its id and history, with a fresh retry budget.
///
/// @param attempt the attempts so far; the next one is one higher
public record TaskRedriven(int attempt, Actor actor) implements TaskEvent {

  public TaskRedriven {
    requireNonNull(actor, "actor");
  }
}
