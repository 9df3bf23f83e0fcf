package dev.millrace.projection.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How the log is read.
///
/// @param topic the topic to read
/// @param group the consumer group, which shares the partitions out among its members
/// @param consumers threads in this process, each with partitions of its own
/// @param maxPollRecords records that are folded and written at once
/// @param maxPollBytes bytes of records after which no more are added to those
/// @param firstBackoff the wait before a poll is written again; it doubles
/// @param maxBackoff the longest such wait
/// @param gracePeriod how long a stop waits for the poll under way
public record EventLogSettings(
    String topic,
    String group,
    int consumers,
    int maxPollRecords,
    @DefaultValue("4MB") DataSize maxPollBytes,
    Duration firstBackoff,
    Duration maxBackoff,
    Duration gracePeriod) {}
