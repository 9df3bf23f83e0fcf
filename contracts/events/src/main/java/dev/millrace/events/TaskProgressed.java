package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Progress;

/// A running task came further. Thinned by its writer, so only the newest one matters.
public record TaskProgressed(Progress progress) implements TaskEvent {

  public TaskProgressed {
    requireNonNull(progress, "progress");
  }
}
