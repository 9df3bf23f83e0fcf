package dev.millrace.events;

import java.util.Map;

/// How the members of Millrace's consumer groups are set, whichever service they are in. Share
/// groups have a protocol of their own.
///
/// Why not the newer protocol: `docs/adr/0017-classic-consumer-groups.md`.
public final class ConsumerGroups {

  /// Settings of Kafka's client, by their names there.
  ///
  /// A member that was killed is given up after ten seconds, and a member keeps what it has while
  /// others come and go.
  public static final Map<String, String> MEMBER =
      Map.of(
          "group.protocol", "classic",
          "partition.assignment.strategy",
              "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
          "session.timeout.ms", "10000",
          "heartbeat.interval.ms", "3000");

  private ConsumerGroups() {}
}
