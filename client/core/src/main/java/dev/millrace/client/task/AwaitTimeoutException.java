package dev.millrace.client.task;

import dev.millrace.client.problem.MillraceException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The task had not ended when the wait was over. It goes on.
public final class AwaitTimeoutException extends MillraceException {

  private final UUID id;

  /// @param cause why the last attempt to hear of the task failed; null where it did not
  public AwaitTimeoutException(UUID id, Duration waited, @Nullable Throwable cause) {
    super("Task " + id + " had not ended after " + waited, cause);
    this.id = id;
  }

  public UUID id() {
    return id;
  }
}
