package dev.millrace.api.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How long answers are remembered under their keys.
///
/// @param retention from the answer on; at least a second
/// @param cleanup how often expired ones are deleted
/// @param answer the longest answer that is kept; a submission whose answer is longer is refused
/// @param body most bytes that are read of a request whose key is known, to compare it
@ConfigurationProperties("millrace.api.idempotency")
record IdempotencySettings(
    @DefaultValue("24h") Duration retention,
    @DefaultValue("1m") Duration cleanup,
    @DefaultValue("2MB") DataSize answer,
    @DefaultValue("64MB") DataSize body) {

  IdempotencySettings {
    require(retention.toSeconds() >= 1, "retention", "at least a second");
    require(cleanup.isPositive(), "cleanup", "positive");
    require(answer.toBytes() > 0, "answer", "positive");
    require(body.toBytes() > 0, "body", "positive");
  }

  private static void require(boolean good, String name, String right) {
    if (!good) {
      throw new IllegalArgumentException("millrace.api.idempotency." + name + " must be " + right);
    }
  }
}
