package dev.millrace.standalone;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The packaged program as a user runs it: a process of its own, spoken to over HTTP.
final class StandaloneProcess implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofMinutes(3);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> options;
  private final Path data;
  private final Path temporary;
  private final int port;
  private final int kafkaPort = Ports.free();
  private final int postgresPort = Ports.free();
  private String token = "";
  private Process process;

  /// @param options of Java
  StandaloneProcess(Path data, String... options) throws IOException {
    this.options = List.of(options);
    this.data = data;
    this.temporary = Files.createTempDirectory("millrace-standalone-test");
    this.port = Ports.freeRow(3);
    this.process = launch();
  }

  /// Ends the process as a power cut would, and starts another on the same folder.
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
    process = launch();
  }

  /// A rehearsal on it.
  Rehearsal rehearsal() {
    return new Rehearsal(http, URI.create(address()), token);
  }

  Path log() {
    return data.resolveSibling("standalone.log");
  }

  /// Where task-api is.
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /// Its folder for temporary files.
  Path temporary() {
    return temporary;
  }

  int kafkaPort() {
    return kafkaPort;
  }

  int postgresPort() {
    return postgresPort;
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        api(path).header("content-type", mediaType(path)).POST(BodyPublishers.ofString(json)));
  }

  HttpResponse<String> delete(String path) {
    return send(api(path).DELETE());
  }

  HttpResponse<String> putMonsters(String ndjson) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + 1) + "/api/monsters"))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/x-ndjson")
            .PUT(BodyPublishers.ofString(ndjson)));
  }

  JsonNode get(String path) {
    return JSON.readTree(send(api(path).GET()).body());
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(process, 60, TimeUnit.SECONDS).join().isAlive()) {
      process.destroyForcibly();
    }
  }

  private Process launch() throws IOException {
    Process started =
        java()
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log().toFile()))
            .start();
    Awaitility.await("start; the log is " + log())
        .atMost(STARTUP)
        .until(() -> Files.readString(log()).contains("Millrace is up") || !started.isAlive());
    if (!started.isAlive()) {
      throw new IllegalStateException(Files.readString(log()));
    }
    if (token.isEmpty()) {
      token = token("alice", "--scope", "monsters:write");
    }
    // Task types are announced a moment after the services answer.
    Awaitility.await()
        .atMost(STARTUP)
        .until(() -> get("/api/task-types").toString().contains("recalc"));
    return started;
  }

  /// What `./millrace token` prints.
  String token(String... arguments) throws IOException {
    return ask("token", arguments).strip();
  }

  /// What `./millrace kafka-properties` prints, as a client reads it.
  Map<String, Object> kafkaProperties() throws IOException {
    return properties(ask("kafka-properties"));
  }

  /// What `./millrace service-properties` prints, as Spring Boot reads it.
  Map<String, Object> serviceProperties(String name) throws IOException {
    return properties(ask("service-properties", name));
  }

  private static Map<String, Object> properties(String text) throws IOException {
    Properties read = new Properties();
    read.load(new StringReader(text));
    return read.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, read::getProperty));
  }

  private String ask(String command, String... arguments) throws IOException {
    ProcessBuilder builder = java("-Xmx64m");
    builder.command().add(command);
    builder.command().addAll(List.of(arguments));
    Process asked = builder.redirectError(log().resolveSibling("ask.log").toFile()).start();
    String printed = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue() != 0) {
      throw new IOException(Files.readString(log().resolveSibling("ask.log")));
    }
    return printed;
  }

  /// The answer to a `GET` with this token, or without one.
  HttpResponse<String> get(Optional<String> anyToken, int service, String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + service) + path)).GET();
    anyToken.ifPresent(value -> request.header("authorization", "Bearer " + value));
    return send(request);
  }

  private ProcessBuilder java(String... more) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@java.options");
    builder.command().add("-Djava.io.tmpdir=" + temporary);
    builder.command().addAll(options);
    builder.command().addAll(List.of(more));
    builder.command().addAll(List.of("-jar", "target/millrace.jar"));
    builder.environment().put("MILLRACE_DATA", data.toString());
    builder.environment().put("MILLRACE_PORT", String.valueOf(port));
    builder.environment().put("MILLRACE_KAFKA_PORT", String.valueOf(kafkaPort));
    builder.environment().put("MILLRACE_POSTGRES_PORT", String.valueOf(postgresPort));
    return builder;
  }

  private HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path))
        .header("authorization", "Bearer " + token);
  }

  /// A form for a token, without the secret, and with these headers.
  HttpResponse<String> form(String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address() + "/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer; the log is " + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String mediaType(String path) {
    return path.equals("/api/tasks") ? "application/x-ndjson" : "application/json";
  }
}
