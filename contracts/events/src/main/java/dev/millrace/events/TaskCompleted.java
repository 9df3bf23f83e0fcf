package dev.millrace.events;

import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import org.jspecify.annotations.Nullable;

/// The handler finished and its outcome is committed.
///
/// @param result what the handler returned; null also where it is stored
/// @param metadata facts about the work, such as engine, tokens or cost
/// @param stored where the result is, when it is too large for an event
public record TaskCompleted(
    int attempt, @Nullable Json result, @Nullable Json metadata, @Nullable StoredResult stored)
    implements TaskEvent.Final {

  /// With a result that fits, or none.
  public TaskCompleted(int attempt, @Nullable Json result, @Nullable Json metadata) {
    this(attempt, result, metadata, null);
  }
}
