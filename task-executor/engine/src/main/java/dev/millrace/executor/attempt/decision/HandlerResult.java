package dev.millrace.executor.attempt.decision;

import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import org.jspecify.annotations.Nullable;

/// How a handler came to its end.
public sealed interface HandlerResult {

  /// It returned.
  ///
  /// @param stored where its result is, when that is too large for an event
  record Returned(@Nullable Json result, @Nullable StoredResult stored) implements HandlerResult {}

  /// It, or what was needed to run it, threw.
  record Threw(Throwable failure) implements HandlerResult {}
}
