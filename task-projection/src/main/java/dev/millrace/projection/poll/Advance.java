package dev.millrace.projection.poll;

import org.jspecify.annotations.Nullable;

/// How far one partition of the log goes forward with a poll.
///
/// @param from the next offset as it is stored, which nobody else may have changed meanwhile; null
///   when nothing is stored
/// @param to the next offset afterwards
public record Advance(String topic, int partition, @Nullable Long from, long to) {}
