package dev.millrace.outbox.relay;

import java.time.Duration;
import java.time.Instant;

/// What a relay is doing, for health endpoints and metrics.
public sealed interface RelayHealth {

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
