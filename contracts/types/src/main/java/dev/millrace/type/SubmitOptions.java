package dev.millrace.type;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is asked for beside the parameters; null where the task type decides.
///
/// @param idempotencyKey 1 to 255 visible ASCII characters: however often the same is submitted
///   under a key within a day, one task comes of it. A random one for each call where it is null
/// @param projectId what tasks are grouped by
/// @param timeout the longest that one attempt may take
/// @param maxRetries attempts after the first one, up to 100
/// @param runAt not to be started before this time
public record SubmitOptions(
    @Nullable String idempotencyKey,
    @Nullable Priority priority,
    @Nullable String projectId,
    @Nullable Duration timeout,
    @Nullable Integer maxRetries,
    @Nullable Instant runAt) {

  public static final SubmitOptions NONE = new SubmitOptions(null, null, null, null, null, null);

  private static final int LONGEST_KEY = 255;

  public SubmitOptions {
    if (idempotencyKey != null
        && (idempotencyKey.isBlank()
            || idempotencyKey.length() > LONGEST_KEY
            || idempotencyKey.chars().anyMatch(c -> c < ' ' || c > '~'))) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to " + LONGEST_KEY + " visible ASCII characters");
    }
  }

  public SubmitOptions withIdempotencyKey(String key) {
    return new SubmitOptions(key, priority, projectId, timeout, maxRetries, runAt);
  }

  public SubmitOptions withPriority(Priority other) {
    return new SubmitOptions(idempotencyKey, other, projectId, timeout, maxRetries, runAt);
  }

  public SubmitOptions withProjectId(String project) {
    return new SubmitOptions(idempotencyKey, priority, project, timeout, maxRetries, runAt);
  }

  public SubmitOptions withTimeout(Duration longest) {
    return new SubmitOptions(idempotencyKey, priority, projectId, longest, maxRetries, runAt);
  }

  public SubmitOptions withMaxRetries(int retries) {
    return new SubmitOptions(idempotencyKey, priority, projectId, timeout, retries, runAt);
  }

  public SubmitOptions withRunAt(Instant time) {
    return new SubmitOptions(idempotencyKey, priority, projectId, timeout, maxRetries, time);
  }
}
