package dev.millrace.api.deadletter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How dead letters are dealt with.
///
/// @param interval pause between two rounds of redrives
/// @param keep how long decisions are kept; longer than the projection keeps letters, or a letter
///   is open again
@ConfigurationProperties("millrace.api.dead-letters")
record DeadLetterSettings(
    @DefaultValue("200ms") Duration interval, @DefaultValue("180d") Duration keep) {

  DeadLetterSettings {
    if (interval.toMillis() < 10 || keep.toDays() < 1) {
      throw new IllegalArgumentException(
          "millrace.api.dead-letters.interval must be at least 10ms, keep 1d");
    }
  }
}
