package dev.millrace.systemtest.fleet;

import dev.millrace.testinfra.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/// What services say about themselves.
final class ServiceHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Whether the body of a health endpoint says that nothing is wrong.
  static boolean isUp(String body) {
    return body.startsWith("{") && JSON.readTree(body).path("status").asString().equals("UP");
  }

  /// The body of the health endpoint; says in words why there is none, where there is none.
  String of(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health");
    try {
      return http.send(
              HttpRequest.newBuilder(uri)
                  .header("authorization", "Bearer " + TestIssuer.operator("system-test"))
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "no answer: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
