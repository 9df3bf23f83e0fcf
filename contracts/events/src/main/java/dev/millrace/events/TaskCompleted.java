package dev.millrace.events;

import dev.millrace.events.task.Json;
import org.jspecify.annotations.Nullable;

/// The handler finished and its outcome is committed.
///
/// @param result what the handler returned
/// @param metadata facts about the work, such as engine, tokens or cost
public record TaskCompleted(int attempt, @Nullable Json result, @Nullable Json metadata)
    implements TaskEvent.Final {}
