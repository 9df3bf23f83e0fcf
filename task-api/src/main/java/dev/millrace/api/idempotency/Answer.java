package dev.millrace.api.idempotency;

import org.jspecify.annotations.Nullable;

/// What a submission is answered, in full.
///
/// @param location the address of the task, where there is one
/// @param body JSON
public record Answer(int status, @Nullable String location, String body) {}
