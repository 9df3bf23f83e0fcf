package dev.millrace.embedded.kafka;

import dev.millrace.embedded.Folders;
import dev.millrace.embedded.Ports;
import dev.millrace.embedded.PrivateFolder;
import dev.millrace.embedded.StartupProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/// One real Kafka node, broker and controller, in this process, on loopback.
///
/// Its log outlives the process: the next start on the same folder finds every record that was
/// acknowledged, after [#close()] and after a kill alike. The folder is formatted once, beside its
/// final place, and moved there when it is whole: a kill in between leaves something that the next
/// start deletes. The caller owns the folder (see [DataFolder]).
public final class EmbeddedKafka implements AutoCloseable {

  private static final int START_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final EmbeddedKafkaSettings settings;

  private EmbeddedKafka(KafkaRaftServer server, EmbeddedKafkaSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /// Starts the node and returns when it serves clients.
  ///
  /// @throws StartupProblem when the port is in use or the folder cannot be read
  public static EmbeddedKafka start(EmbeddedKafkaSettings wanted) {
    if (wanted.port() != 0) {
      Ports.requireFree(wanted.port(), "Kafka", "MILLRACE_KAFKA_PORT");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return start(wanted, KafkaCluster.ofOne());
      } catch (StartupProblem e) {
        // A free port can be gone before the broker binds it, so it is tried with another.
        if (attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// Starts one node of a cluster and returns when it serves clients, for which most of the
  /// cluster's nodes must run.
  ///
  /// @throws StartupProblem when the node does not come up
  public static EmbeddedKafka start(EmbeddedKafkaSettings wanted, KafkaCluster cluster) {
    var settings = wanted.resolved();
    var properties = BrokerProperties.of(settings, cluster);
    formatOnce(settings, cluster);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    try {
      server.startup();
      return new EmbeddedKafka(server, settings);
    } catch (RuntimeException e) {
      server.shutdown();
      server.awaitShutdown();
      throw new StartupProblem(
          "Kafka did not start on " + settings.data() + ": " + e.getMessage(), e);
    }
  }

  /// Where clients connect, as `host:port`.
  public String bootstrapServers() {
    return "127.0.0.1:" + settings.advertisedPort();
  }

  /// What clients need beside the address, in Kafka's own words; nothing where no login is asked
  /// for.
  public Map<String, String> clientProperties() {
    return settings.login().map(KafkaLogin::clientProperties).orElseGet(Map::of);
  }

  /// The port the broker itself listens on for clients.
  public int port() {
    return settings.port();
  }

  /// Stops the node in order: everything is written out, so the next start has nothing to recover.
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void formatOnce(EmbeddedKafkaSettings settings, KafkaCluster cluster) {
    var data = settings.data();
    var log = data.resolve("log");
    try {
      PrivateFolder.ensure(data);
      if (Files.exists(log)) {
        return;
      }
      // Without the login, which is not for a file: formatting does not need it.
      var properties =
          BrokerProperties.of(new EmbeddedKafkaSettings(data, settings.port()), cluster);
      var unfinished = data.resolve("log.new");
      Folders.delete(unfinished);
      format(data, unfinished, cluster.id(), properties);
      Files.move(unfinished, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void format(Path data, Path log, String clusterId, Properties properties)
      throws IOException {
    var forFormatting = new Properties();
    forFormatting.putAll(properties);
    forFormatting.put("log.dirs", log.toString());
    var file = data.resolve("format.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      forFormatting.store(writer, null);
    }
    var said = new ByteArrayOutputStream();
    var arguments = new String[] {"format", "-t", clusterId, "-c", file.toString()};
    int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    Files.delete(file);
    if (code != 0) {
      throw new StartupProblem(
          "Kafka's folder "
              + log
              + " cannot be formatted: "
              + said.toString(StandardCharsets.UTF_8).strip());
    }
  }
}
