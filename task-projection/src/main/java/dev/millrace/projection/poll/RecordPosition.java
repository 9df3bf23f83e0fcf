package dev.millrace.projection.poll;

/// The place of one record.
public record RecordPosition(String topic, int partition, long offset) {}
