package dev.millrace.projection;

import dev.millrace.projection.kafka.EventLogSettings;
import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything that can be set: `millrace.projection.*`.
///
/// @param log how the log is read
/// @param deadLetters how the dead letters are read
/// @param expiry how the tables are kept from growing
/// @param lagLimit records not folded yet from which on the service says it is not well
/// @param standingLimit how long a partition may have records and not move before it says so
@ConfigurationProperties("millrace.projection")
public record ProjectionSettings(
    EventLogSettings log,
    EventLogSettings deadLetters,
    Expiry expiry,
    @DefaultValue("100000") long lagLimit,
    @DefaultValue("30s") Duration standingLimit) {

  /// How the tables are kept from growing.
  ///
  /// @param interval how often ended tasks past their time are deleted
  /// @param batch tasks deleted in one transaction
  /// @param history days for which facts are kept, whatever became of their tasks
  /// @param deadLetters how long dead letters are kept
  public record Expiry(Duration interval, int batch, Period history, Duration deadLetters) {}
}
