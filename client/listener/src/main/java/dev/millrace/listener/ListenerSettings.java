package dev.millrace.listener;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How an application hears of the ends of tasks.
///
/// @param group the consumer group in which the application's processes share the events; without
///   it `spring.application.name` with `-millrace-listener` behind it
/// @param migrate whether the application brings the schema `millrace_listener` up to date when it
///   starts; otherwise it has to be so
/// @param remembered how long ended tasks are remembered; longer than the events are kept
@ConfigurationProperties("millrace.listener")
record ListenerSettings(
    @Nullable String group,
    @DefaultValue("true") boolean migrate,
    @DefaultValue("30d") Duration remembered) {

  ListenerSettings {
    if (remembered.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("millrace.listener.remembered must be at least 1d");
    }
  }
}
