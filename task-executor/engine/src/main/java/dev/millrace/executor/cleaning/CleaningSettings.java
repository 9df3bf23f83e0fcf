package dev.millrace.executor.cleaning;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What the run store forgets, and when: `millrace.executor.cleaning.*`.
///
/// @param keep how long ended tasks and applied commands are remembered, so that a late copy of a
///   work item runs nothing twice; at least a week more than `topics.retention`
/// @param interval pause between two cleanings
@ConfigurationProperties("millrace.executor.cleaning")
public record CleaningSettings(
    @DefaultValue("40d") Duration keep, @DefaultValue("10m") Duration interval) {

  /// Kafka deletes whole segments, and a segment takes a week to fill by default: a record may be
  /// there for so much longer than the topic's retention.
  private static final Duration LONGEST_SEGMENT = Duration.ofDays(7);

  public CleaningSettings {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(
          "millrace.executor.cleaning.interval must be longer than nothing; got " + interval);
    }
  }

  /// A row that is gone no longer stops a late copy of its task's work item: the task would run
  /// again. The same goes for commands.
  ///
  /// @throws IllegalArgumentException when a record could come after its row is gone
  public void requireLongerThan(Duration topicRetention) {
    Duration least = topicRetention.plus(LONGEST_SEGMENT);
    if (keep.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "millrace.executor.cleaning.keep must be at least "
              + least.toDays()
              + "d, a week more than topics.retention, so that late work items find their task; got "
              + keep.toDays()
              + "d");
    }
  }
}
