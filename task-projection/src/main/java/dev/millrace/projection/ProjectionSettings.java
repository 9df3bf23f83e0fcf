package dev.millrace.projection;

import dev.millrace.projection.kafka.EventLogSettings;
import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything that can be set: `millrace.projection.*`.
///
/// @param log how the log is read
/// @param deadLetters how the dead letters are read
/// @param expiry how the tables are kept from growing
/// @param lagLimit records that are not folded yet at which health is `OUT_OF_SERVICE`
/// @param standingLimit time without progress of a partition with records at which health is
///   `OUT_OF_SERVICE`
@ConfigurationProperties("millrace.projection")
public record ProjectionSettings(
    @NestedConfigurationProperty EventLogSettings log,
    @NestedConfigurationProperty EventLogSettings deadLetters,
    @DefaultValue Expiry expiry,
    @DefaultValue("100000") long lagLimit,
    @DefaultValue("30s") Duration standingLimit) {

  /// How the tables are kept from growing.
  ///
  /// @param interval pause between two deletions of expired tasks
  /// @param batch tasks deleted in one transaction
  /// @param history how long facts are kept, whatever became of their tasks
  /// @param deadLetters how long dead letters are kept
  public record Expiry(
      @DefaultValue("1m") Duration interval,
      @DefaultValue("1000") int batch,
      @DefaultValue("30d") Period history,
      @DefaultValue("90d") Duration deadLetters) {}
}
