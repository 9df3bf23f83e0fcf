package dev.millrace.bench.millrace;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One standalone Millrace on one data folder: killed and started again, it goes on with what it
/// had.
final class MillraceProcess implements AutoCloseable {

  private static final int START_CHECKS = 1_200;

  private final Path jar;
  private final Path folder;
  private final Map<String, String> environment;
  private final URI uri;
  private final int postgresPort;
  private Optional<String> token = Optional.empty();
  private Optional<String> operatorToken = Optional.empty();
  private Process process;

  private MillraceProcess(Path jar, Path folder, int port) throws IOException {
    this.jar = jar;
    this.folder = folder;
    this.uri = URI.create("http://127.0.0.1:" + port);
    this.postgresPort = Ports.free();
    // The load is one user's and more than a user may submit as a rule.
    this.environment =
        Map.of(
            "MILLRACE_API_QUOTA_SUBMISSIONSPERMINUTE", "1000000000",
            "MILLRACE_API_QUOTA_ACTIVETASKS", "1000000000",
            "MILLRACE_API_WATCH_STREAMSPERUSER", "1000000000",
            "MILLRACE_DATA", folder.resolve("data").toAbsolutePath().toString(),
            "MILLRACE_PORT", Integer.toString(port),
            "MILLRACE_KAFKA_PORT", Integer.toString(Ports.free()),
            "MILLRACE_POSTGRES_PORT", Integer.toString(postgresPort));
    this.process = launch();
  }

  static MillraceProcess start(Path jar, Path folder) throws Exception {
    Files.createDirectories(folder);
    var millrace = new MillraceProcess(jar, folder, freeRow());
    try {
      millrace.awaitAnswer();
      return millrace;
    } catch (Exception e) {
      millrace.close();
      throw e;
    }
  }

  MillraceHttp http() {
    return new MillraceHttp(uri, token);
  }

  /// The same for what only operators may do.
  MillraceHttp operatorHttp() {
    return new MillraceHttp(uri, operatorToken);
  }

  StreamReaders readers() throws IOException {
    return new StreamReaders(uri);
  }

  /// Whose calls [#http] makes.
  String userToken() {
    return token.orElseThrow();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  int postgresPort() {
    return postgresPort;
  }

  String postgresPassword() throws IOException {
    return Files.readString(folder.resolve("data/postgres.password")).strip();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Starts it again after a kill. It stops the PostgreSQL that outlived the killed process itself.
  void restart() throws Exception {
    process = launch();
    awaitAnswer();
  }

  /// Stops in order, because its PostgreSQL would outlive a kill.
  @Override
  public void close() {
    process.destroy();
    var children = process.descendants().toList();
    try {
      process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      // It does not stop when asked: what it leaves behind must not disturb the next contender.
      kill();
      children.forEach(ProcessHandle::destroy);
    }
  }

  /// With the options of the front door's `start`.
  private Process launch() throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:+UseStringDeduplication",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("millrace.log").toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void awaitAnswer() throws Exception {
    try (var http = http()) {
      for (int i = 0; i < START_CHECKS; i++) {
        if (!process.isAlive()) {
          throw new IOException("millrace did not start: " + lastLine());
        }
        if (http.answers()) {
          token = Optional.of(token("bench"));
          operatorToken = Optional.of(token("root", "--admin"));
          return;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("millrace did not answer within a minute: " + lastLine());
  }

  String token(String... arguments) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-jar",
                jar.toString(),
                "token",
                "--ttl",
                "24h")
            .redirectError(folder.resolve("token.log").toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    var asked = builder.start();
    var printed = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException("there is no token: " + Files.readString(folder.resolve("token.log")));
    }
    return printed.strip();
  }

  private String lastLine() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("millrace.log"))) {
      return lines.filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("no output");
    }
  }

  /// The executor and the projection listen on the two ports after the first.
  private static int freeRow() {
    for (int i = 0; i < 50; i++) {
      int port = Ports.free();
      try {
        Ports.requireFree(port + 1, "Millrace", "MILLRACE_PORT");
        Ports.requireFree(port + 2, "Millrace", "MILLRACE_PORT");
        return port;
      } catch (RuntimeException e) {
        // One of the row is taken: the next turn tries another row.
      }
    }
    throw new IllegalStateException("there are no three free ports in a row");
  }
}
