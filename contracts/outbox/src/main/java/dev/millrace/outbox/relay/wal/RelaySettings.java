package dev.millrace.outbox.relay.wal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.regex.Pattern;

/// Where one relay reads and who it speaks for.
///
/// @param slot the logical replication slot, which the relay creates; also names its advisory lock.
///   Slots are the whole server's, so each database there needs a name of its own
/// @param slotSetting the setting by which an operator gives the slot another name
/// @param publication an empty publication, which the relay creates: pgoutput asks for one, and no
///   table is ever read
/// @param source the CloudEvents source of everything published, such as `/millrace/api`
/// @param heartbeat how often the relay writes a WAL message of its own, so that the slot of an
///   idle database advances and keeps no WAL
public record RelaySettings(
    RelayDatabase database,
    String slot,
    String slotSetting,
    String publication,
    String source,
    Duration heartbeat) {

  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  public RelaySettings {
    requireNonNull(database, "database");
    requireIdentifier("slot", slot);
    requireNonNull(slotSetting, "slotSetting");
    requireIdentifier("publication", publication);
    requireNonNull(source, "source");
    if (!heartbeat.isPositive()) {
      throw new IllegalArgumentException("the heartbeat is longer than nothing; got " + heartbeat);
    }
  }

  /// The settings of a service by its name: `api` gives the slot and publication `millrace_api` and
  /// the source `/millrace/api`.
  public static RelaySettings of(String service, RelayDatabase database) {
    String name = "millrace_" + service;
    return new RelaySettings(
        database,
        name,
        "millrace." + service + ".relay.slot",
        name,
        "/millrace/" + service,
        Duration.ofSeconds(5));
  }

  /// The same settings with a slot and a publication of another name.
  ///
  /// @param setting the setting that the name comes from
  public RelaySettings withSlot(String name, String setting) {
    return new RelaySettings(database, name, setting, name, source, heartbeat);
  }

  /// The same settings with another heartbeat.
  public RelaySettings withHeartbeat(Duration interval) {
    return new RelaySettings(database, slot, slotSetting, publication, source, interval);
  }

  private static void requireIdentifier(String what, String value) {
    if (!IDENTIFIER.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a " + what + " is 1 to 63 of a-z, 0-9 and _, starting with a letter; got " + value);
    }
  }
}
