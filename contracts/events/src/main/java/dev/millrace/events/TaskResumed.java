package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A paused task waits for an executor again, or for its time.
///
/// @param runAt the task is scheduled again and not to be started before this moment; null when it
///   is due
public record TaskResumed(Actor actor, @Nullable Instant runAt) implements TaskEvent {

  public TaskResumed {
    requireNonNull(actor, "actor");
  }

  /// Of a task that is due.
  public TaskResumed(Actor actor) {
    this(actor, null);
  }
}
