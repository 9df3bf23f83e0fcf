package dev.millrace.bench.millrace.process;

import dev.millrace.bench.load.Profile;
import dev.millrace.embedded.DataFolder;
import dev.millrace.embedded.Ports;
import dev.millrace.embedded.kafka.KafkaLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One standalone Millrace on one data folder: killed and started again, it goes on with what it
/// had.
public final class MillraceProcess implements AutoCloseable {

  /// For each executor.
  private static final Map<String, String> FEW_AT_ONCE =
      Map.of("MILLRACE_EXECUTOR_TYPES_SLEEP_PERMITS", "500");

  /// A finished task goes from all tables soon, but for the executor's, whose rows stay for 40
  /// days.
  private static final Map<String, String> SHORT_RETENTION =
      Map.of(
          "MILLRACE_TYPES_SLEEP_RETENTION", Profile.RETENTION.toString(),
          "MILLRACE_API_ENDING_EXPIRYINTERVAL", Profile.EXPIRY.toString(),
          "MILLRACE_PROJECTION_EXPIRY_INTERVAL", Profile.EXPIRY.toString(),
          "MILLRACE_EXECUTOR_CLEANING_INTERVAL", Profile.EXPIRY.toString());

  private final Path jar;
  private final Path folder;
  private final Map<String, String> environment;
  private final URI uri;
  private final int kafkaPort;
  private final int postgresPort;
  private Optional<String> token = Optional.empty();
  private Optional<String> operatorToken = Optional.empty();
  private Duration untilAnswer = Duration.ZERO;
  private JavaProcess process;

  private MillraceProcess(Path jar, Path folder, Profile profile) throws IOException {
    this.jar = jar;
    this.folder = folder;
    // The executor and the projection listen on the two ports after the first.
    int port = Ports.freeRow(3);
    this.uri = address(port);
    this.kafkaPort = Ports.free();
    this.postgresPort = Ports.free();
    var settings = new TreeMap<String, String>();
    // The load is one user's and more than a user may submit as a rule.
    settings.put("MILLRACE_API_QUOTA_SUBMISSIONSPERMINUTE", "1000000000");
    settings.put("MILLRACE_API_QUOTA_SUBMISSIONSATONCE", "1000000000");
    settings.put("MILLRACE_API_QUOTA_ACTIVETASKS", "1000000000");
    settings.put("MILLRACE_API_QUOTA_READSPERMINUTE", "1000000000");
    settings.put("MILLRACE_API_QUOTA_CONTROLSPERMINUTE", "1000000000");
    settings.put("MILLRACE_API_QUOTA_ESTIMATESPERMINUTE", "1000000000");
    settings.put("MILLRACE_API_QUOTA_BYTESPERMINUTE", "1TB");
    settings.put("MILLRACE_API_QUOTA_STOREDBYTES", "1TB");
    settings.put("MILLRACE_HTTP_CONNECTIONS", "30000");
    settings.put("MILLRACE_HTTP_REQUESTS", "100000");
    settings.put("MILLRACE_API_WATCH_STREAMS", "20000");
    settings.put("MILLRACE_API_WATCH_STREAMSPERUSER", "20000");
    settings.put("MILLRACE_API_WAITS_MOST", "1000000");
    settings.put("MILLRACE_API_WAITS_PERUSER", "1000000");
    settings.put("MILLRACE_DATA", folder.resolve("data").toAbsolutePath().toString());
    settings.put("MILLRACE_PORT", Integer.toString(port));
    settings.put("MILLRACE_KAFKA_PORT", Integer.toString(kafkaPort));
    settings.put("MILLRACE_POSTGRES_PORT", Integer.toString(postgresPort));
    if (profile == Profile.FLEET) {
      settings.putAll(FEW_AT_ONCE);
    }
    if (profile == Profile.STEADY) {
      settings.putAll(SHORT_RETENTION);
    }
    this.environment = Map.copyOf(settings);
    this.process = launch();
  }

  public static MillraceProcess start(Path jar, Path folder, Profile profile) throws Exception {
    Files.createDirectories(folder);
    var millrace = new MillraceProcess(jar, folder, profile);
    try {
      millrace.awaitAnswer();
      return millrace;
    } catch (Exception e) {
      millrace.close();
      throw e;
    }
  }

  public MillraceHttp http() {
    return new MillraceHttp(uri, token);
  }

  /// The same for what only operators may do.
  public MillraceHttp operatorHttp() {
    return new MillraceHttp(uri, operatorToken);
  }

  /// The same at the executor, which listens on the next port: monsters are everybody's.
  public MillraceHttp executorHttp() {
    return new MillraceHttp(address(uri.getPort() + 1), operatorToken);
  }

  public StreamReaders readers() throws IOException {
    return new StreamReaders(uri);
  }

  /// Whose calls [#http] makes.
  public String userToken() {
    return token.orElseThrow();
  }

  /// From its last start to its first answer.
  public Duration untilAnswer() {
    return untilAnswer;
  }

  public ProcessHandle handle() {
    return process.handle();
  }

  public int postgresPort() {
    return postgresPort;
  }

  public String postgresPassword() throws IOException {
    return Files.readString(folder.resolve("data/postgres.password")).strip();
  }

  public void kill() {
    process.kill();
  }

  /// Starts it again after a kill. It stops the PostgreSQL that outlived the killed process itself.
  public void restart() throws Exception {
    process = launch();
    awaitAnswer();
  }

  /// Starts one more service on its Kafka and its PostgreSQL and returns when it is ready.
  ///
  /// @param name of its log
  public SideService.Running startBeside(SideService service, String name) throws Exception {
    int port = Ports.free();
    var more = new TreeMap<>(environment);
    more.put("SPRING_DATASOURCE_PASSWORD", postgresPassword());
    KafkaLogin.of(DataFolder.kafkaPassword(folder.resolve("data")))
        .clientProperties()
        .forEach((key, value) ->
            more.put(
                "SPRING_KAFKA_PROPERTIES_" + key.replace('.', '_').toUpperCase(Locale.ROOT),
                value));
    var options =
        new ArrayList<>(List.of("-Xmx384m", "-cp", jar.toString(), service.application()));
    var properties = new TreeMap<>(service.properties());
    properties.put("spring.config.name", service.configuration());
    properties.put("server.port", Integer.toString(port));
    properties.put(
        "spring.datasource.url",
        "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + service.database());
    properties.put("spring.datasource.username", "postgres");
    properties.put("spring.kafka.bootstrap-servers", "127.0.0.1:" + kafkaPort);
    properties.put("spring.security.oauth2.resourceserver.jwt.jwk-set-uri", uri + "/oauth2/jwks");
    properties.forEach((key, value) -> options.add("--" + key + "=" + value));
    var running =
        new SideService.Running(
            JavaProcess.start(javaOptions(), options, more, folder.resolve(name + ".log")));
    try (var http = new MillraceHttp(address(port), Optional.empty())) {
      running.process().awaitAnswer(http);
      return running;
    } catch (Exception e) {
      running.close();
      throw e;
    }
  }

  /// Stops in order, because its PostgreSQL would outlive a kill.
  @Override
  public void close() {
    process.stop();
  }

  /// With the options of the front door's `start`.
  private JavaProcess launch() throws IOException {
    return JavaProcess.start(
        javaOptions(),
        List.of(
            "-XX:AOTCache=" + jar.resolveSibling("millrace.aot"),
            "-Xlog:aot*=off",
            "-jar",
            jar.toString()),
        environment,
        folder.resolve("millrace.log"));
  }

  /// The program is in `target/program` beside them.
  private Path javaOptions() {
    return jar.toAbsolutePath().resolve("../../../java.options").normalize();
  }

  private void awaitAnswer() throws Exception {
    try (var http = http()) {
      untilAnswer = process.awaitAnswer(http);
    }
    token = Optional.of(token("bench"));
    operatorToken = Optional.of(token("root", "--admin"));
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  public String token(String... arguments) throws IOException, InterruptedException {
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
}
