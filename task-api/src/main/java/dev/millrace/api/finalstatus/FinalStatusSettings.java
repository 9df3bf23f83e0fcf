package dev.millrace.api.finalstatus;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the ends of tasks are kept.
///
/// @param group the consumer group, one for all processes over the same database; with
///   `-submissions` behind it the one that reads `millrace.submissions`
/// @param expiryInterval how often requests of tasks that are gone are deleted
@ConfigurationProperties("millrace.api.ending")
public record FinalStatusSettings(
    @DefaultValue("millrace-api") String group, @DefaultValue("1m") Duration expiryInterval) {

  public FinalStatusSettings {
    if (group.isBlank()) {
      throw new IllegalArgumentException("millrace.api.ending.group must not be blank");
    }
    if (expiryInterval.toMillis() < 10) {
      throw new IllegalArgumentException(
          "millrace.api.ending.expiry-interval must be at least 10ms");
    }
  }
}
