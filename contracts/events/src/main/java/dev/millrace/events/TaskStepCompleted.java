package dev.millrace.events;

import static java.util.Objects.requireNonNull;

/// A step of a saga and its writes are committed.
///
/// @param index its place in the saga, from 0
public record TaskStepCompleted(String step, int index) implements TaskEvent {

  public TaskStepCompleted {
    requireNonNull(step, "step");
  }
}
