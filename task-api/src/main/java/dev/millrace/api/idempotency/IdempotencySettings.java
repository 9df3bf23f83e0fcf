package dev.millrace.api.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How long answers are remembered under their keys.
///
/// @param retention how long the answer to an `Idempotency-Key` is kept; at least a second
/// @param cleanup pause between two deletions of expired answers
/// @param answer the longest answer that is kept; beyond it 413
/// @param body most bytes of a repeated body that are compared with the first one
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
