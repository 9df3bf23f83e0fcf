package dev.millrace.embedded;

import java.nio.file.Path;

/// Where an [EmbeddedKafka] keeps its log and where clients reach it.
///
/// @param data the folder of the log; made when it is not there
/// @param port the port clients connect to, on loopback; 0 picks a free one
/// @param advertisedPort the port clients are told to connect to; 0 means `port`. Another one is
///   for a forwarder in front of the broker
public record EmbeddedKafkaSettings(Path data, int port, int advertisedPort) {

  public EmbeddedKafkaSettings(Path data, int port) {
    this(data, port, 0);
  }

  EmbeddedKafkaSettings resolved() {
    var listening = port == 0 ? Ports.free() : port;
    return new EmbeddedKafkaSettings(
        data, listening, advertisedPort == 0 ? listening : advertisedPort);
  }
}
