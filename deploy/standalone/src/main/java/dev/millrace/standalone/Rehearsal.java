package dev.millrace.standalone;

import dev.millrace.embedded.Ports;
import dev.millrace.standalone.issuer.TokenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/// Everything started on a folder of its own, used for a while, and stopped.
///
/// Meanwhile the JVM notes which classes are loaded and which code is hot, for an AOT cache (JEP
/// 483 and 515). A start with one takes about half as long, and its first calls are faster. After a
/// failure there is none, and starts are as they were.
final class Rehearsal {

  private static final int CLIENTS = 16;
  private static final Size USUAL = new Size(500, 10);
  private static final String NOTHING = "{\"millis\":0}";
  private static final String BATCH =
      ("{\"type\":\"sleep\",\"parameters\":" + NOTHING + "}\n").repeat(1_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI api;
  private final String token;

  /// How much is done.
  ///
  /// @param callsOfClient tasks that each of the clients submits and reads one by one
  /// @param batches of a thousand tasks, submitted at once
  record Size(int callsOfClient, int batches) {

    int tasks() {
      return CLIENTS * callsOfClient + 1_000 * batches;
    }
  }

  Rehearsal(HttpClient http, URI api, String token) {
    this.http = http;
    this.api = api;
    this.token = token;
  }

  static void run() throws InterruptedException, IOException {
    Path folder = Files.createTempDirectory("millrace-rehearsal");
    var settings = new StandaloneSettings(folder, Ports.freeRow(3), Ports.free(), Ports.free());
    var millrace = new Millrace();
    Runtime.getRuntime().addShutdownHook(new Thread(millrace::close, "stop"));
    try (var http = HttpClient.newHttpClient()) {
      millrace.start(settings);
      // An operator: nobody else may submit that much at once.
      String token =
          TokenRequest.parse(List.of("rehearsal", "--admin")).send(folder, settings.port());
      var api = URI.create("http://127.0.0.1:" + settings.port());
      new Rehearsal(http, api, token).perform(USUAL);
    } finally {
      millrace.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  void perform(Size size) throws InterruptedException {
    awaitTypes();
    List<Future<?>> clients = new ArrayList<>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(pool.submit(() -> singleCalls(size.callsOfClient())));
      }
      clients.add(pool.submit(() -> batches(size.batches())));
    }
    for (Future<?> client : clients) {
      try {
        client.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a rehearsal failed", e.getCause());
      }
    }
  }

  /// Types are announced a moment after the services answer.
  private void awaitTypes() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!get("/api/task-types").contains("\"sleep\"")) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("no task types were announced");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void singleCalls(int calls) {
    for (int i = 0; i < calls; i++) {
      var accepted = post("/api/tasks/sleep", "application/json", NOTHING);
      get(accepted.headers().firstValue("location").orElseThrow());
    }
  }

  private void batches(int batches) {
    for (int i = 0; i < batches; i++) {
      post("/api/tasks", "application/x-ndjson", BATCH);
    }
  }

  private String get(String path) {
    return send(HttpRequest.newBuilder(api.resolve(path)).header("prefer", "wait=5")).body();
  }

  private HttpResponse<String> post(String path, String mediaType, String body) {
    return send(
        HttpRequest.newBuilder(api.resolve(path))
            .header("content-type", mediaType)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(
              request.header("authorization", "Bearer " + token).timeout(PATIENCE).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
