package dev.millrace.api.watch.resume;

import dev.millrace.api.watch.live.Listener;
import dev.millrace.events.task.UserId;

/// A listener that can go on from a position in the past. What it is sent waits for its client.
public interface Resumable extends Listener {

  /// Whose allowance its reading of the log is charged to.
  UserId user();

  /// Whether it has ended.
  boolean isClosed();

  /// Whether so much waits for its client that it is time for a rest.
  boolean isFilling();

  /// Runs this once, when nothing waits any more.
  void whenDrained(Runnable action);
}
