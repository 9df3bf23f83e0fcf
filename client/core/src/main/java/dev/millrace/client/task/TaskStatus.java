package dev.millrace.client.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where a task stands. `docs/lifecycle.md` has which follows which.
public enum TaskStatus {
  SCHEDULED,
  PENDING,
  RUNNING,
  /// Waits for its next attempt.
  RETRY,
  PAUSED,
  CANCELLING,
  COMPENSATING,
  COMPLETED,
  FAILED,
  CANCELLED,
  TIMEOUT,
  /// One that a newer service knows, and this client does not.
  UNKNOWN;

  private static final List<TaskStatus> FINAL = List.of(COMPLETED, FAILED, CANCELLED, TIMEOUT);

  /// The status of a word such as `running`; [#UNKNOWN] where there is none.
  public static TaskStatus parse(String word) {
    return Arrays.stream(values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /// Whether the task has ended. A redrive puts it back to work all the same.
  public boolean isFinal() {
    return FINAL.contains(this);
  }

  /// As the service writes it, such as `running`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
