package dev.millrace.api.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How tasks with a `runAt` are sent.
///
/// @param interval pause between two looks for tasks whose `runAt` has come
@ConfigurationProperties("millrace.api.dispatch")
record DispatchSettings(@DefaultValue("250ms") Duration interval) {

  DispatchSettings {
    if (interval.toMillis() < 10) {
      throw new IllegalArgumentException("millrace.api.dispatch.interval must be at least 10ms");
    }
  }
}
