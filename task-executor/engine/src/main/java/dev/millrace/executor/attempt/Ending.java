package dev.millrace.executor.attempt;

import dev.millrace.events.task.Json;
import org.jspecify.annotations.Nullable;

/// How a handler came to its end.
sealed interface Ending {

  /// It returned.
  record Returned(@Nullable Json result) implements Ending {}

  /// It, or what was needed to run it, threw.
  record Threw(Throwable failure) implements Ending {}
}
