package dev.millrace.standalone;

import dev.millrace.embedded.StartupProblem;
import java.nio.file.Path;
import java.util.Map;

/// Where this process keeps its data and listens, from the environment.
///
/// @param data `MILLRACE_DATA`, default `.millrace` in the current folder
/// @param port `MILLRACE_PORT`, default 8080: task-api; the executor has the next one, the
///   projection the one after that
/// @param kafkaPort `MILLRACE_KAFKA_PORT`, default 19092
/// @param postgresPort `MILLRACE_POSTGRES_PORT`, default 15432
record StandaloneSettings(Path data, int port, int kafkaPort, int postgresPort) {

  static StandaloneSettings from(Map<String, String> environment) {
    return new StandaloneSettings(
        Path.of(environment.getOrDefault("MILLRACE_DATA", ".millrace")),
        port(environment, "MILLRACE_PORT", 8080, 65_533),
        port(environment, "MILLRACE_KAFKA_PORT", 19_092, 65_535),
        port(environment, "MILLRACE_POSTGRES_PORT", 15_432, 65_535));
  }

  int executorPort() {
    return port + 1;
  }

  int projectionPort() {
    return port + 2;
  }

  private static int port(Map<String, String> environment, String name, int usual, int most) {
    String text = environment.get(name);
    if (text == null || text.isBlank()) {
      return usual;
    }
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 1 && port <= most) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through: the message below says what would be right.
    }
    throw new StartupProblem(name + " is a port from 1 to " + most + ", not '" + text + "'.");
  }
}
