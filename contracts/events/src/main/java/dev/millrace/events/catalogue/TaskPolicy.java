package dev.millrace.events.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.events.task.TimeRange;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How tasks of one type are treated when nothing else is asked for.
///
/// @param maxRetries attempts after the first one, 0 to 100
/// @param firstBackoff the wait before the first retry; it doubles with every further one
/// @param maxBackoff the longest wait between two attempts
/// @param timeout the longest one attempt may take; null is no limit
/// @param retention how long an ended task stays visible
/// @param coalesce whether a task identical to one in flight is answered with that one's id
/// @param maxTakeovers how many executors a task may outlive before it counts as what killed them
/// @param retryOnTimeout whether an attempt that took too long is followed by another one
/// @param fleetLimit how many tasks of the type run at once in all executors together; 0 is no
///   limit
public record TaskPolicy(
    int maxRetries,
    Duration firstBackoff,
    Duration maxBackoff,
    @Nullable Duration timeout,
    Duration retention,
    boolean coalesce,
    int maxTakeovers,
    boolean retryOnTimeout,
    int fleetLimit) {

  private static final int TAKEOVERS = 3;

  /// 3 retries after 2, 4 and 8 s, no time-out, visible for 7 days, given up when 3 executors died
  /// of it and a fourth one would have to take it.
  public static final TaskPolicy STANDARD =
      new TaskPolicy(
          3,
          Duration.ofSeconds(2),
          Duration.ofMinutes(10),
          null,
          Duration.ofDays(7),
          false,
          TAKEOVERS,
          true,
          0);

  public TaskPolicy {
    requireNonNull(firstBackoff, "firstBackoff");
    requireNonNull(maxBackoff, "maxBackoff");
    requireNonNull(retention, "retention");
    if (maxRetries < 0 || maxRetries > 100) {
      throw new IllegalArgumentException("maxRetries is 0 to 100; got " + maxRetries);
    }
    if (maxTakeovers < 0) {
      throw new IllegalArgumentException("maxTakeovers is 0 or more; got " + maxTakeovers);
    }
    requireWithin("firstBackoff", firstBackoff);
    requireWithin("maxBackoff", maxBackoff);
    requireWithin("timeout", timeout);
    requireWithin("retention", retention);
    if (fleetLimit < 0) {
      throw new IllegalArgumentException("fleetLimit is 0 or more; got " + fleetLimit);
    }
  }

  private static void requireWithin(String name, @Nullable Duration duration) {
    if (duration != null && !TimeRange.holds(duration)) {
      throw new IllegalArgumentException(name + " is 0 to 100 years; got " + duration);
    }
  }

  /// Reads a policy that an older executor may have written, without the newer fields.
  @JsonCreator
  static TaskPolicy read(
      @JsonProperty("maxRetries") int maxRetries,
      @JsonProperty("firstBackoff") Duration firstBackoff,
      @JsonProperty("maxBackoff") Duration maxBackoff,
      @JsonProperty("timeout") @Nullable Duration timeout,
      @JsonProperty("retention") Duration retention,
      @JsonProperty("coalesce") boolean coalesce,
      @JsonProperty("maxTakeovers") @Nullable Integer maxTakeovers,
      @JsonProperty("retryOnTimeout") @Nullable Boolean retryOnTimeout,
      @JsonProperty("fleetLimit") @Nullable Integer fleetLimit) {
    return new TaskPolicy(
        maxRetries,
        firstBackoff,
        maxBackoff,
        timeout,
        retention,
        coalesce,
        maxTakeovers == null ? TAKEOVERS : maxTakeovers,
        retryOnTimeout == null || retryOnTimeout,
        fleetLimit == null ? 0 : fleetLimit);
  }

  /// The same policy with another number of retries.
  public TaskPolicy withMaxRetries(int retries) {
    return with(parts -> parts.maxRetries = retries);
  }

  /// The same policy with other waits between attempts.
  public TaskPolicy withBackoff(Duration first, Duration longest) {
    return with(parts -> {
      parts.firstBackoff = first;
      parts.maxBackoff = longest;
    });
  }

  /// The same policy with a limit on one attempt.
  public TaskPolicy withTimeout(Duration limit) {
    return with(parts -> parts.timeout = limit);
  }

  /// The same policy with another time to stay visible.
  public TaskPolicy withRetention(Duration time) {
    return with(parts -> parts.retention = time);
  }

  /// The same policy, with identical tasks in flight being one task.
  public TaskPolicy coalescing() {
    return with(parts -> parts.coalesce = true);
  }

  /// The same policy with another number of executors that a task may outlive.
  public TaskPolicy withMaxTakeovers(int takeovers) {
    return with(parts -> parts.maxTakeovers = takeovers);
  }

  /// The same policy, with the first attempt that takes too long ending the task.
  public TaskPolicy failingOnTimeout() {
    return with(parts -> parts.retryOnTimeout = false);
  }

  /// The same policy with a limit on what runs at once in all executors together.
  public TaskPolicy withFleetLimit(int limit) {
    return with(parts -> parts.fleetLimit = limit);
  }

  private TaskPolicy with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.together();
  }

  /// A policy in pieces, while one of them is exchanged.
  private static final class Parts {
    private int maxRetries;
    private Duration firstBackoff;
    private Duration maxBackoff;
    private @Nullable Duration timeout;
    private Duration retention;
    private boolean coalesce;
    private int maxTakeovers;
    private boolean retryOnTimeout;
    private int fleetLimit;

    private Parts(TaskPolicy policy) {
      maxRetries = policy.maxRetries;
      firstBackoff = policy.firstBackoff;
      maxBackoff = policy.maxBackoff;
      timeout = policy.timeout;
      retention = policy.retention;
      coalesce = policy.coalesce;
      maxTakeovers = policy.maxTakeovers;
      retryOnTimeout = policy.retryOnTimeout;
      fleetLimit = policy.fleetLimit;
    }

    private TaskPolicy together() {
      return new TaskPolicy(
          maxRetries,
          firstBackoff,
          maxBackoff,
          timeout,
          retention,
          coalesce,
          maxTakeovers,
          retryOnTimeout,
          fleetLimit);
    }
  }
}
