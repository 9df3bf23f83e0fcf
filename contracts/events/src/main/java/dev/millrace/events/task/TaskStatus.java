package dev.millrace.events.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a task stands, as users see it. The last four are final.
public enum TaskStatus {
  /// Accepted, not due yet.
  SCHEDULED,
  /// Accepted and due, waiting for an executor.
  PENDING,
  /// An executor holds its lease.
  RUNNING,
  /// An attempt failed; the next one waits for its backoff.
  RETRY,
  /// Stopped at a checkpoint until somebody resumes it.
  PAUSED,
  /// Somebody asked it to stop and its handler has not stopped yet.
  CANCELLING,
  /// Its finished steps are being undone.
  COMPENSATING,
  COMPLETED,
  FAILED,
  CANCELLED,
  /// It ran out of the time it was given.
  TIMEOUT;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /// The lower-case name: in JSON and in tables.
  @JsonValue
  public String wire() {
    return wire;
  }

  /// Whether nothing but an explicit redrive can move the task any more.
  public boolean isFinal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, TIMEOUT -> true;
      case SCHEDULED, PENDING, RUNNING, RETRY, PAUSED, CANCELLING, COMPENSATING -> false;
    };
  }

  /// Reads what [#wire()] writes.
  @JsonCreator
  public static TaskStatus parse(String text) {
    for (TaskStatus status : values()) {
      if (status.wire.equals(text)) {
        return status;
      }
    }
    throw new IllegalArgumentException("no task status is called '" + text + "'");
  }
}
