package dev.millrace.executor.store;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.TaskEvent;
import dev.millrace.events.task.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an attempt ended.
///
/// @param time when its executor decided it
/// @param lastProgress progress not told yet; it is told right before the event
public record Outcome(
    TaskClaim claim, Instant time, TaskEvent event, @Nullable Progress lastProgress) {

  public Outcome {
    requireNonNull(claim, "claim");
    requireNonNull(time, "time");
    requireNonNull(event, "event");
  }
}
