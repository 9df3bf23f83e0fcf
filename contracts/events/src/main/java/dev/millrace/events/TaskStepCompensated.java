package dev.millrace.events;

import static java.util.Objects.requireNonNull;

/// A completed step of a saga was undone.
///
/// @param index its place in the saga, from 0
public record TaskStepCompensated(String step, int index) implements TaskEvent {

  public TaskStepCompensated {
    requireNonNull(step, "step");
  }
}
