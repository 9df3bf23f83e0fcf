package dev.millrace.projection.poll;

/// The place of one record.
public record LogPosition(String topic, int partition, long offset) {}
