package dev.millrace.api.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How tasks with a `runAt` are sent.
///
/// @param interval how often is looked for due ones
@ConfigurationProperties("millrace.api.dispatch")
record DispatchSettings(@DefaultValue("250ms") Duration interval) {

  DispatchSettings {
    if (interval.toMillis() < 10) {
      throw new IllegalArgumentException("millrace.api.dispatch.interval must be at least 10ms");
    }
  }
}
