package dev.millrace.api.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How tasks that nobody has started are found and sent again.
///
/// @param after age of a work item without a start at which it is sent again
/// @param interval pause between two looks for such work items
/// @param most most work items that one look sends
@ConfigurationProperties("millrace.api.sweep")
record SweepSettings(
    @DefaultValue("60s") Duration after,
    @DefaultValue("5s") Duration interval,
    @DefaultValue("500") int most) {

  SweepSettings {
    if (after.toMillis() < 100 || interval.toMillis() < 10 || most < 1) {
      throw new IllegalArgumentException(
          "millrace.api.sweep.after must be at least 100ms, interval 10ms, most 1");
    }
  }
}
