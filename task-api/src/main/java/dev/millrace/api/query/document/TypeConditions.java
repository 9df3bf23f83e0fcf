package dev.millrace.api.query.document;

import dev.millrace.api.pause.TypePause;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a document says beside its row: how things stand around the task.
///
/// @param pauses how a type is paused; null where it is not
public record TypeConditions(
    Function<String, @Nullable TypePause> pauses, TypeLoads loads, Clock clock) {}
