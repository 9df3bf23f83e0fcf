package dev.millrace.api.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the relay holds its place in the WAL.
///
/// @param slot name of the replication slot and the publication; unique on a PostgreSQL server, so
///   two installations on one server need two names. A slot of that name that belongs to another
///   database is not touched: the service does not start
/// @param heartbeat how often the slot of an idle database is moved on
@ConfigurationProperties("millrace.api.relay")
record SlotSettings(
    @DefaultValue("millrace_api") String slot, @DefaultValue("5s") Duration heartbeat) {

  /// The setting of the slot's name.
  static final String NAME = "millrace.api.relay.slot";
}
