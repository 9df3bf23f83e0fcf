package dev.millrace.bench.millrace.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls of Millrace's HTTP interface.
public final class MillraceHttp implements AutoCloseable {

  private static final Duration CALL_PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI base;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(CALL_PATIENCE)
          .build();

  public MillraceHttp(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  public JsonNode post(String path, String contentType, String body) throws Exception {
    return call(
        request(path)
            .header("content-type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  public JsonNode put(String path, String contentType, String body) throws Exception {
    return call(
        request(path)
            .header("content-type", contentType)
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  public JsonNode get(String path) throws Exception {
    return call(request(path).GET());
  }

  /// Waits on the server until the resource changes from the version of that entity tag.
  public Answer getChanged(String path, Optional<String> entityTag, Duration patience)
      throws Exception {
    var request =
        request(path).header("prefer", "wait=" + Math.clamp(patience.toSeconds(), 1, 20)).GET();
    entityTag.ifPresent(tag -> request.header("if-none-match", tag));
    var response = send(request);
    var tag = response.headers().firstValue("etag");
    return response.statusCode() == 304
        ? new Answer(Optional.empty(), entityTag)
        : new Answer(Optional.of(parsed(response)), tag);
  }

  /// Whether it is ready to be spoken to, which it says without a token.
  public boolean answers() throws InterruptedException {
    try {
      return send(request("/actuator/health/readiness").GET()).statusCode() / 100 == 2;
    } catch (IOException e) {
      // Not up yet: that is the answer.
      return false;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /// An answer.
  ///
  /// @param body nothing when nothing has changed
  public record Answer(Optional<JsonNode> body, Optional<String> entityTag) {}

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(CALL_PATIENCE);
    token.ifPresent(value -> request.header("authorization", "Bearer " + value));
    return request;
  }

  private JsonNode call(HttpRequest.Builder request) throws Exception {
    return parsed(send(request));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode parsed(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          response.request().method()
              + " "
              + response.uri().getPath()
              + " answered "
              + response.statusCode()
              + ": "
              + response.body().lines().findFirst().orElse(""));
    }
    return JSON.readTree(response.body());
  }
}
