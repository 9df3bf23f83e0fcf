package dev.millrace.test;

import dev.millrace.client.MillraceClient;
import dev.millrace.client.TaskHandle;
import dev.millrace.client.Tasks;
import dev.millrace.client.problem.NotFoundException;
import dev.millrace.type.TaskType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Millrace that the tests of this JVM run against.
public final class MillraceServer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int NOT_YET = 503;
  private static final String KAFKA = "spring.kafka.";
  private static final String LOGIN = KAFKA + "properties.";
  private static @Nullable MillraceServer instance;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final ServerProcess process;

  private MillraceServer(ServerProcess process) {
    this.process = process;
  }

  /// The one of this JVM; the first who asks starts it.
  ///
  /// @throws IllegalStateException when it does not start, with the reason
  public static synchronized MillraceServer shared() {
    MillraceServer server = instance;
    if (server == null) {
      server = new MillraceServer(ServerProcess.start());
      instance = server;
    }
    return server;
  }

  /// Where task-api is.
  public URI url() {
    return URI.create(property("millrace.client.url"));
  }

  /// The settings that the service is given, in Spring Boot's words.
  public Map<String, String> properties() {
    return process.properties();
  }

  /// What a client of Kafka needs, such as one that listens to the events: where it is and how to
  /// log in.
  public Map<String, Object> kafka() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", property(KAFKA + "bootstrap-servers"));
    properties()
        .forEach((name, value) -> {
          if (name.startsWith(LOGIN)) {
            settings.put(name.substring(LOGIN.length()), value);
          }
        });
    return settings;
  }

  /// Tasks as an operator sees them: everybody's.
  public Tasks tasks() {
    return client(token("operator", "tasks:read tasks:write tasks:admin"));
  }

  /// Tasks as this user sees them: their own.
  public Tasks tasks(String user) {
    return client(token(user));
  }

  /// The task of this id, which may have been submitted in a transaction just now: it is waited for
  /// until task-api has accepted it.
  ///
  /// @throws NotFoundException when there is no such task within 30 s, such as after a rollback
  public <R extends @Nullable Object> TaskHandle<R> accepted(UUID id, TaskType<?, R> type) {
    TaskHandle<R> task = tasks().handle(id, type);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        task.get();
        return task;
      } catch (NotFoundException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        Pause.between();
      }
    }
  }

  /// A token of this user for their own tasks, good for hours.
  public String token(String user) {
    return token(user, "tasks:read tasks:write");
  }

  /// Where Millrace's own log is.
  public Path log() {
    return process.log();
  }

  /// The task types that can be submitted; none while task-api has not read them.
  Set<String> types() {
    var asked =
        HttpRequest.newBuilder(url().resolve("/api/task-types"))
            .header("authorization", "Bearer " + token("test"));
    HttpResponse<String> answer = answer(asked);
    if (answer.statusCode() == NOT_YET) {
      return Set.of();
    }
    return document(answer)
        .path("items")
        .valueStream()
        .map(type -> type.path("type").asString())
        .collect(Collectors.toSet());
  }

  private Tasks client(String token) {
    return MillraceClient.of(url(), () -> token).build().tasks();
  }

  private String token(String user, String scopes) {
    String secret = "millrace:" + process.secret();
    var asked =
        HttpRequest.newBuilder(url().resolve("/oauth2/token"))
            .header(
                "authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&scope="
                        + encoded(scopes)
                        + "&user="
                        + encoded(user)));
    return document(answer(asked)).path("access_token").asString();
  }

  private JsonNode document(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "Millrace answers " + answer.statusCode() + " " + answer.body());
    }
    return json.readTree(answer.body());
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("Millrace does not answer; its log is " + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private String property(String name) {
    return Objects.requireNonNull(properties().get(name), name);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "MillraceServer[" + url() + "]";
  }
}
