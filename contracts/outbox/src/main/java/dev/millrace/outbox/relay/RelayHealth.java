package dev.millrace.outbox.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a relay is doing, for health endpoints and metrics.
public sealed interface RelayHealth {

  /// How long Kafka may take to acknowledge a batch before that counts as trouble.
  Duration SLOW = Duration.ofSeconds(5);

  /// What keeps facts from being published now, for people; empty while nothing does.
  default Optional<String> trouble() {
    return switch (this) {
      case Standby() -> Optional.empty();
      case Relaying(long _, Duration unacknowledged) ->
          unacknowledged.compareTo(SLOW) < 0
              ? Optional.empty()
              : Optional.of(
                  "Kafka has acknowledged nothing for " + unacknowledged.toSeconds() + " s");
      case Recovering(String reason, Instant _) -> Optional.of(reason);
    };
  }

  /// What a health endpoint shows, by the names under which it shows it.
  default Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    switch (this) {
      case Standby() -> details.put("state", "standby");
      case Relaying(long bytes, Duration unacknowledged) -> {
        details.put("state", "relaying");
        details.put("unconfirmedBytes", bytes);
        details.put("unacknowledged", unacknowledged.toString());
      }
      case Recovering(String _, Instant since) -> {
        details.put("state", "recovering");
        details.put("since", since.toString());
      }
    }
    trouble().ifPresent(reason -> details.put("reason", reason));
    return details;
  }

  /// Another relay has the lock, or this one is not started. Nothing is wrong.
  record Standby() implements RelayHealth {}

  /// Publishing.
  ///
  /// @param unconfirmedBytes WAL that the slot still keeps for this relay; some seconds of an idle
  ///   server's are normal
  /// @param unacknowledged how long Kafka has acknowledged nothing while a batch waits for it
  record Relaying(long unconfirmedBytes, Duration unacknowledged) implements RelayHealth {}

  /// Not publishing; what is committed waits in the WAL, and the relay tries again by itself.
  ///
  /// @param since when it last stopped publishing
  record Recovering(String reason, Instant since) implements RelayHealth {}
}
