package dev.millrace.events.catalogue;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a type stands since somebody paused or resumed it: the newest one of a type counts, and a
/// type of which nothing is said runs.
///
/// While a type is paused, executors take in no work of it. What has begun goes on.
///
/// @param by who asked for it
/// @param reason what they said, at most
///   [Actor#REASON_LIMIT][dev.millrace.events.task.Actor#REASON_LIMIT] characters
public record TypeControl(
    TaskType type, boolean paused, UserId by, @Nullable String reason, Instant at) {

  public TypeControl {
    requireNonNull(type, "type");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }
}
