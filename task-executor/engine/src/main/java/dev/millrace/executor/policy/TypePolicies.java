package dev.millrace.executor.policy;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.work.Waits;
import dev.millrace.outbox.relay.slot.StartRefused;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an operator says of single types, `millrace.types.*`.
///
/// @param types by a type's name, what counts in the place of its handler's policy: `max-retries`
///   (0 to 100), `first-backoff`, `max-backoff`, `timeout` of an attempt (0 is none), `retention`,
///   `max-takeovers`, `retry-on-timeout`, `fleet-limit` (0 is none) and `coalesce`. What is left
///   out is as the handler says. A name without a handler is refused at the start. It should be the
///   same in all executors: the one that starts last says what counts for new tasks
@ConfigurationProperties("millrace")
public record TypePolicies(@DefaultValue Map<String, OfType> types) {

  public TypePolicies {
    types = Map.copyOf(types);
    types.forEach((name, type) -> {
      try {
        Object _ = type.over(TaskPolicy.STANDARD);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("millrace.types." + name + ": " + e.getMessage(), e);
      }
    });
  }

  /// The handlers, under the policies that are said here.
  ///
  /// @throws StartRefused when a name is none of theirs, or of a type that stands for other tasks
  public List<TaskHandler<?, ?>> over(List<TaskHandler<?, ?>> handlers) {
    Map<String, TaskHandler<?, ?>> byName = new TreeMap<>();
    handlers.stream()
        .filter(handler -> !(handler instanceof Waits))
        .forEach(handler -> byName.put(handler.type().value(), handler));
    for (String name : types.keySet()) {
      if (!byName.containsKey(name)) {
        throw new StartRefused(
            String.format(
                Locale.ROOT,
                "millrace.types names '%s', which is no type of this executor; its types are %s",
                name,
                String.join(", ", byName.keySet())));
      }
    }
    return handlers.stream().<TaskHandler<?, ?>>map(this::over).toList();
  }

  private TaskHandler<?, ?> over(TaskHandler<?, ?> handler) {
    OfType type = types.get(handler.type().value());
    return type == null ? handler : new HandlerWithPolicy<>(handler, type.over(handler.policy()));
  }

  /// What is said of one type; what is empty is as the handler says.
  ///
  /// @param maxRetries attempts after the first one, 0 to 100
  /// @param firstBackoff the wait before the first retry; it doubles with every further one
  /// @param maxBackoff the longest wait between two attempts
  /// @param timeout the longest one attempt may take; 0 for no limit
  /// @param retention how long an ended task stays visible
  /// @param maxTakeovers how many executors a task may outlive before it counts as what killed them
  /// @param retryOnTimeout whether an attempt that took too long is followed by another one
  /// @param fleetLimit how many tasks run at once in all executors together; 0 for no limit
  /// @param coalesce whether a task identical to one in flight is answered with that one's id
  public record OfType(
      Optional<Integer> maxRetries,
      Optional<Duration> firstBackoff,
      Optional<Duration> maxBackoff,
      Optional<Duration> timeout,
      Optional<Duration> retention,
      Optional<Integer> maxTakeovers,
      Optional<Boolean> retryOnTimeout,
      Optional<Integer> fleetLimit,
      Optional<Boolean> coalesce) {

    TaskPolicy over(TaskPolicy policy) {
      return new TaskPolicy(
          maxRetries.orElse(policy.maxRetries()),
          firstBackoff.orElse(policy.firstBackoff()),
          maxBackoff.orElse(policy.maxBackoff()),
          limit(policy),
          retention.orElse(policy.retention()),
          coalesce.orElse(policy.coalesce()),
          maxTakeovers.orElse(policy.maxTakeovers()),
          retryOnTimeout.orElse(policy.retryOnTimeout()),
          fleetLimit.orElse(policy.fleetLimit()));
    }

    private @Nullable Duration limit(TaskPolicy policy) {
      if (timeout.isEmpty()) {
        return policy.timeout();
      }
      return timeout.get().isZero() ? null : timeout.get();
    }
  }
}
