package dev.millrace.projection.kafka;

import java.time.Duration;

/// How the log is read.
///
/// @param group the consumer group; partitions are shared out among its members
/// @param consumers threads in this process, each with partitions of its own
/// @param maxPollRecords records that are folded and written at once
/// @param firstBackoff the wait before a poll is written again; it doubles
/// @param maxBackoff the longest such wait
/// @param gracePeriod how long a stop waits for the poll under way
public record EventLogSettings(
    String topic,
    String group,
    int consumers,
    int maxPollRecords,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration gracePeriod) {}
