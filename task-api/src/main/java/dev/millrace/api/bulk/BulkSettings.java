package dev.millrace.api.bulk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How tasks are controlled in bulk.
///
/// @param interval pause between two rounds of bulk controls
/// @param rate commands a second if the request does not say a rate
/// @param counting time limit for counting matching tasks before the answer
@ConfigurationProperties("millrace.api.bulk-control")
public record BulkSettings(
    @DefaultValue("200ms") Duration interval,
    @DefaultValue("200") int rate,
    @DefaultValue("3s") Duration counting) {

  public BulkSettings {
    if (interval.toMillis() < 10
        || rate < 1
        || rate > BulkControl.FASTEST
        || counting.toMillis() < 10) {
      throw new IllegalArgumentException(
          "millrace.api.bulk-control.interval and counting must be at least 10ms, rate 1 to "
              + BulkControl.FASTEST);
    }
  }
}
