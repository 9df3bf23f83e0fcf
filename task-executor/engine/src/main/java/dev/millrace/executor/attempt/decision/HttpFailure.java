package dev.millrace.executor.attempt.decision;

import dev.millrace.executor.handler.RetryAfter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The answer of a remote service that an HTTP client has thrown.
///
/// An exception is known by the methods that say its status and its headers, so that no client has
/// to be on the class path: those of Spring's `RestClient`, `RestTemplate` and `WebClient`, of
/// Feign, and of whatever else names them so.
///
/// @param retryAfter how long the service asks to be left alone
record HttpFailure(int status, Optional<Duration> retryAfter) {

  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final List<String> STATUS = List.of("getStatusCode", "statusCode", "status");
  private static final List<String> HEADERS =
      List.of("getResponseHeaders", "getHeaders", "responseHeaders", "headers");
  private static final List<String> FIRST = List.of("getFirst", "firstValue");

  /// Whether the same request may be answered in another way later.
  boolean passes() {
    return PASSING.contains(status) || status >= 500;
  }

  /// The answer that `failure` carries: a status of 400 to 599.
  static Optional<HttpFailure> of(Throwable failure, Instant now) {
    return called(failure, STATUS)
        .flatMap(HttpFailure::number)
        .filter(status -> status >= 400 && status <= 599)
        .map(status ->
            new HttpFailure(
                status,
                called(failure, HEADERS)
                    .flatMap(HttpFailure::retryAfter)
                    .flatMap(text -> RetryAfter.parse(text, now))));
  }

  /// A status as a number, or as an object that has it as its `value`.
  private static Optional<Integer> number(Object status) {
    return status instanceof Number number
        ? Optional.of(number.intValue())
        : called(status, List.of("value"))
            .filter(Number.class::isInstance)
            .map(value -> ((Number) value).intValue());
  }

  private static Optional<String> retryAfter(Object headers) {
    if (headers instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .filter(entry -> "Retry-After".equalsIgnoreCase(String.valueOf(entry.getKey())))
          .findFirst()
          .map(Map.Entry::getValue)
          .flatMap(HttpFailure::first);
    }
    return FIRST.stream()
        .flatMap(name -> called(headers, name, "Retry-After").stream())
        .findFirst()
        .flatMap(HttpFailure::first);
  }

  private static Optional<String> first(Object value) {
    return switch (value) {
      case String text -> Optional.of(text);
      case Optional<?> perhaps -> perhaps.flatMap(HttpFailure::first);
      case Collection<?> several -> several.stream().findFirst().flatMap(HttpFailure::first);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> called(Object target, List<String> names) {
    return names.stream().flatMap(name -> called(target, name).stream()).findFirst();
  }

  /// What a method answers; empty where there is none, or it fails: then the exception is one like
  /// any other.
  private static Optional<Object> called(Object target, String name, Object... arguments) {
    Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
    try {
      Method method = target.getClass().getMethod(name, types);
      if (Modifier.isStatic(method.getModifiers()) || !method.trySetAccessible()) {
        return Optional.empty();
      }
      @Nullable Object answer = method.invoke(target, arguments);
      return Optional.ofNullable(answer);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError _) {
      return Optional.empty();
    }
  }
}
