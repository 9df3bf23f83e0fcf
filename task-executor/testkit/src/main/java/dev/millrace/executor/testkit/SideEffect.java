package dev.millrace.executor.testkit;

import static java.util.Objects.requireNonNull;

/// Something that a handler did outside its commits.
///
/// @param what all that its receiver was told
public record SideEffect(String name, Object what) {

  public SideEffect {
    requireNonNull(name, "name");
    requireNonNull(what, "what");
  }
}
