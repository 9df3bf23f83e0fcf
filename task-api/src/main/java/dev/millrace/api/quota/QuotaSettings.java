package dev.millrace.api.quota;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a user who is no operator may submit.
///
/// @param submissionsPerMinute tasks a minute through one instance of the service; unused ones of
///   one minute add up, so they may come at once
/// @param activeTasks tasks that have not ended
/// @param recount for how long a count of active tasks is believed
@ConfigurationProperties("millrace.api.quota")
record QuotaSettings(
    @DefaultValue("60000") long submissionsPerMinute,
    @DefaultValue("100000") long activeTasks,
    @DefaultValue("10s") Duration recount) {

  QuotaSettings {
    require(submissionsPerMinute >= 1, "submissions-per-minute", "at least 1");
    require(activeTasks >= 1, "active-tasks", "at least 1");
    require(recount.isPositive(), "recount", "positive");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.quota." + name + " must be " + right);
    }
  }
}
