package dev.millrace.api.deadletter.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who decided what about a letter.
///
/// @param reason what they said about it
/// @param at when; of a redriven letter, when it was redriven
/// @param note what there is to say about how it went
public record Decision(
    UUID letterId,
    DeadLetterState state,
    String by,
    @Nullable String reason,
    Instant at,
    @Nullable String note) {}
