package dev.millrace.embedded.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// The configuration of a node that is broker and controller, alone or in a cluster.
///
/// Sized for one machine that also runs everything else: few threads, internal topics of few
/// partitions, a small cleaner buffer.
final class BrokerProperties {

  private static final List<String> LISTENERS = List.of("CLIENTS", "INTERNAL", "CONTROLLER");

  private BrokerProperties() {}

  static Properties of(EmbeddedKafkaSettings settings, KafkaCluster cluster) {
    var properties = new Properties();
    properties.putAll(addresses(settings, cluster));
    // None is open where a login is asked for: another account of the machine reaches each of them.
    settings.login().ifPresent(login -> properties.putAll(login.brokerProperties(LISTENERS)));
    properties.putAll(SIZE);
    properties.putAll(GROUPS);
    properties.putAll(copies(cluster.size()));
    properties.putAll(DURABILITY);
    properties.put("log.dirs", settings.data().resolve("log").toString());
    return properties;
  }

  /// The broker talks to itself on a listener of its own: a forwarder that cuts clients off does
  /// not cut the broker in two.
  private static Map<String, String> addresses(
      EmbeddedKafkaSettings settings, KafkaCluster cluster) {
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", String.valueOf(cluster.node()),
        "controller.quorum.voters", cluster.voters(),
        "controller.listener.names", "CONTROLLER",
        "inter.broker.listener.name", "INTERNAL",
        "listener.security.protocol.map",
            protocols(settings.login().isPresent() ? "SASL_PLAINTEXT" : "PLAINTEXT"),
        "listeners",
            String.format(
                Locale.ROOT,
                "CLIENTS://127.0.0.1:%d,INTERNAL://127.0.0.1:0,CONTROLLER://127.0.0.1:%d",
                settings.port(),
                cluster.controllerPort()),
        "advertised.listeners",
            String.format(
                Locale.ROOT,
                "CLIENTS://127.0.0.1:%d,INTERNAL://127.0.0.1:0",
                settings.advertisedPort()),
        "auto.create.topics.enable", "false");
  }

  private static String protocols(String protocol) {
    return LISTENERS.stream().map(name -> name + ":" + protocol).collect(Collectors.joining(","));
  }

  private static final Map<String, String> SIZE =
      Map.of(
          "num.network.threads", "2",
          "listener.name.internal.num.network.threads", "1",
          "listener.name.controller.num.network.threads", "1",
          "num.io.threads", "4",
          "background.threads", "4",
          "num.recovery.threads.per.data.dir", "2",
          "log.cleaner.threads", "1",
          "log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20),
          "num.partitions", "8");

  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.share.delivery.count.limit", "10"),
          // A new member of a share group learns with its second heartbeat what it may read.
          Map.entry("group.share.heartbeat.interval.ms", "1000"),
          Map.entry("group.share.min.heartbeat.interval.ms", "1000"),
          // Short, because an executor claims right after the poll: what a killed executor had
          // polled but not claimed comes again after this time.
          Map.entry("group.share.record.lock.duration.ms", "5000"),
          Map.entry("group.share.min.record.lock.duration.ms", "1000"));

  /// A copy on each node, up to three; with three, a write counts once two have it.
  private static Map<String, String> copies(int nodes) {
    var copies = String.valueOf(Math.min(3, nodes));
    var least = nodes < 3 ? "1" : "2";
    return Map.of(
        "default.replication.factor", copies,
        "min.insync.replicas", least,
        "offsets.topic.replication.factor", copies,
        "transaction.state.log.replication.factor", copies,
        "transaction.state.log.min.isr", least,
        "share.coordinator.state.topic.replication.factor", copies,
        "share.coordinator.state.topic.min.isr", least);
  }

  private static final Map<String, String> DURABILITY =
      Map.of(
          // No second replica holds what the page cache loses with the power, so it is written out
          // every second. A killed process loses nothing either way.
          "log.flush.interval.ms", "1000",
          "log.flush.scheduler.interval.ms", "1000",
          // A start after a kill waits until the controller has given up the killed broker; a
          // machine that stalls for longer fences a living one until its next heartbeat.
          "broker.session.timeout.ms", "6000",
          "broker.heartbeat.interval.ms", "1000");
}
