package dev.millrace.embedded.kafka;

import dev.millrace.embedded.Ports;
import java.nio.file.Path;
import java.util.Optional;

/// Where an [EmbeddedKafka] keeps its log and where clients reach it.
///
/// @param data the folder of the log; made when it is not there
/// @param port the port clients connect to, on loopback; 0 picks a free one
/// @param advertisedPort the port clients are told to connect to; 0 means `port`. Another one is
///   for a forwarder in front of the broker
/// @param login what every client and every other node must show; without one the broker serves
///   every program of the machine, as tests like it
public record EmbeddedKafkaSettings(
    Path data, int port, int advertisedPort, Optional<KafkaLogin> login) {

  public EmbeddedKafkaSettings(Path data, int port) {
    this(data, port, 0);
  }

  public EmbeddedKafkaSettings(Path data, int port, int advertisedPort) {
    this(data, port, advertisedPort, Optional.empty());
  }

  /// The same, open to nobody without this login.
  public EmbeddedKafkaSettings with(KafkaLogin required) {
    return new EmbeddedKafkaSettings(data, port, advertisedPort, Optional.of(required));
  }

  public EmbeddedKafkaSettings resolved() {
    var listening = port == 0 ? Ports.free() : port;
    return new EmbeddedKafkaSettings(
        data, listening, advertisedPort == 0 ? listening : advertisedPort, login);
  }
}
