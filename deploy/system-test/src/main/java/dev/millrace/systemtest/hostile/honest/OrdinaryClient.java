package dev.millrace.systemtest.hostile.honest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An ordinary HTTP client: it keeps its connections, and gives up after ten seconds.
public final class OrdinaryClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BOUNDARY = "honest";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final int port;
  private final String token;

  public OrdinaryClient(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /// The answer, where it came in time and is a good one.
  public Optional<JsonNode> get(String target, String... headers) {
    HttpRequest.Builder request = request(target).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return json(request);
  }

  public Optional<JsonNode> post(String target, String body) {
    return json(
        request(target)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  public Optional<JsonNode> upload(String target, String fileName, String file) {
    String form =
        """
        --%s\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        \r
        %s\r
        --%s--\r
        """
            .formatted(BOUNDARY, fileName, file, BOUNDARY);
    return json(
        request(target)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofString(form)));
  }

  /// The body of any answer, in words where there is none.
  public String health(int service) {
    try {
      return send(HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:" + (port + service) + "/actuator/health")))
          .body();
    } catch (IOException e) {
      return "no answer: " + e;
    }
  }

  /// The lines of a stream of events, which the caller closes.
  ///
  /// @param from an id of an event, or nothing
  Stream<String> stream(String target, String from) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(target).GET();
    if (!from.isEmpty()) {
      request.header("Last-Event-ID", from);
    }
    HttpResponse<Stream<String>> answer = http.send(request.build(), BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException("status " + answer.statusCode());
    }
    return answer.body();
  }

  static JsonNode read(String json) {
    return JSON.readTree(json);
  }

  private Optional<JsonNode> json(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = send(request);
      return answer.statusCode() == 200 || answer.statusCode() == 202
          ? Optional.of(JSON.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.timeout(Latencies.IN_VAIN).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
        .header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
