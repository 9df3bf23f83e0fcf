package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What clients are told of where things are, when a proxy stands before the service: what it says
/// counts where the operator has said so, and nowhere else.
@MillraceInfra
@Timeout(120)
class BehindAProxyIT {

  private static final TaskType SINGLE = new TaskType("single");

  private static RunningApi trusting;
  private static RunningApi wary;

  @BeforeAll
  static void start(Infra infra) {
    trusting = RunningApi.start(infra, Map.of("server.forward-headers-strategy", "framework"));
    trusting.announce(SINGLE, TaskPolicy.STANDARD.coalescing());
    wary = trusting.another(Map.of());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            trusting.get("/api/task-types/single").statusCode() == 200
                && wary.get("/api/task-types/single").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    wary.close();
    trusting.close();
  }

  @Test
  void everyAddressHasThePrefixOfTheProxy() {
    HttpResponse<String> submitted = post("/api/tasks/sleep", "{\"millis\":0}");
    String id = RunningApi.json(submitted).get("id").asString();
    String self = "/millrace/api/tasks/" + id;

    assertThat(submitted.headers().firstValue("Location")).contains(self);
    JsonNode task = RunningApi.json(get("/api/tasks/" + id));
    assertThat(task.at("/links/self/href").asString()).isEqualTo(self);
    assertThat(task.at("/links/events/href").asString()).isEqualTo(self + "/events");
    JsonNode listed = RunningApi.json(get("/api/tasks")).get("items").get(0);
    assertThat(listed.at("/links/self/href").asString()).startsWith("/millrace/api/tasks/");
    assertThat(RunningApi.json(get("/api/tasks/no-id")).get("instance").asString())
        .isEqualTo("/millrace/api/tasks/no-id");

    HttpResponse<String> paused = post("/api/tasks/" + id + "/pause", "");
    assertThat(paused.headers().firstValue("Location")).contains(self);
    assertThat(RunningApi.json(paused).at("/links/cancel/href").asString()).isEqualTo(self);
  }

  @Test
  void theETagIsThatOfTheTaskWhereverItIsSeen() {
    String id = trusting.submit("/api/tasks/sleep", "{\"millis\":0}");
    String plain = trusting.get("/api/tasks/" + id).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> known =
        send(forwarded("/api/tasks/" + id).header("If-None-Match", plain).GET());

    assertThat(known.statusCode()).isEqualTo(304);
  }

  @Test
  void aWaitIsAnsweredWithThePrefix() {
    String id = trusting.submit("/api/tasks/sleep", "{\"millis\":0}");

    JsonNode task =
        RunningApi.json(send(forwarded("/api/tasks/" + id).header("Prefer", "wait=1").GET()));

    assertThat(task.at("/links/self/href").asString()).isEqualTo("/millrace/api/tasks/" + id);
  }

  @Test
  void anIdenticalTaskIsLinkedWithThePrefixAndSoIsAnswerThatIsRepeated() {
    String id = trusting.submit("/api/tasks/single", "{\"millis\":1}");
    String self = "/millrace/api/tasks/" + id;

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          send(
              forwarded("/api/tasks/single")
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", "behind-a-proxy")
                  .POST(BodyPublishers.ofString("{\"millis\":1}")));

      assertThat(answer.headers().firstValue("Location")).contains(self);
      assertThat(RunningApi.json(answer).at("/links/self/href").asString()).isEqualTo(self);
    }
  }

  @Test
  void aStreamBeginsWithTheTaskBelowThePrefix() {
    String id = trusting.submit("/api/tasks/sleep", "{\"millis\":0}");
    try (EventReader reader =
        EventReader.open(trusting, forwarded("/api/tasks/" + id + "/stream"), null)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> !reader.events().isEmpty());

      assertThat(
              RunningApi.JSON
                  .readTree(reader.events().getFirst().data())
                  .at("/links/self/href")
                  .asString())
          .isEqualTo("/millrace/api/tasks/" + id);
    }
  }

  @Test
  void theMetadataNameTheAddressOfTheProxy() {
    JsonNode metadata = RunningApi.json(get("/.well-known/oauth-protected-resource"));

    assertThat(metadata.get("resource").asString()).isEqualTo("https://api.example/millrace");
  }

  @Test
  void theDescriptionNamesTheServerBelowThePrefix() {
    assertThat(get("/docs").headers().firstValue("Location")).contains("/millrace/docs/");
    assertThat(RunningApi.json(get("/v3/api-docs")).at("/servers/0/url").asString())
        .isEqualTo("/millrace");
    assertThat(RunningApi.json(trusting.get("/v3/api-docs")).at("/servers/0/url").asString())
        .isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example", "/a\"b", "/../..", "https://evil.example", "/a b", "/a,//b"})
  void aPrefixThatIsNoPathIsIgnored(String prefix) {
    HttpResponse<String> answer =
        trusting.send(
            trusting
                .request("/api/tasks/sleep")
                .header("Content-Type", "application/json")
                .header("X-Forwarded-Prefix", prefix)
                .POST(BodyPublishers.ofString("{\"millis\":0}")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/api/tasks/");
  }

  @ParameterizedTest
  @CsvSource({"/millrace/, /millrace", "'/outer, /inner', /outer/inner", "'/outer,/in', /outer/in"})
  void prefixesOfSeveralProxiesAreOnePath(String said, String path) {
    String id = trusting.submit("/api/tasks/sleep", "{\"millis\":0}");

    JsonNode task =
        RunningApi.json(
            trusting.send(
                trusting.request("/api/tasks/" + id).header("X-Forwarded-Prefix", said).GET()));

    assertThat(task.at("/links/self/href").asString()).isEqualTo(path + "/api/tasks/" + id);
  }

  @ParameterizedTest
  @CsvSource({"X-Forwarded-Port, http", "X-Forwarded-Host, a b:c", "Forwarded, 'host=:x;proto='"})
  void otherHeadersThatCannotBeReadAreNoFaultOfTheService(String name, String value) {
    HttpResponse<String> answer =
        trusting.send(trusting.request("/api/tasks").header(name, value).GET());

    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
  }

  @Test
  void whatAnybodySaysOfAProxyCountsForNothingByDefault() {
    HttpResponse<String> answer =
        wary.send(
            forwarded(wary, "/api/tasks/sleep")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"millis\":0}")));

    String id = RunningApi.json(answer).get("id").asString();
    assertThat(answer.headers().firstValue("Location")).contains("/api/tasks/" + id);
    JsonNode task = RunningApi.json(wary.send(forwarded(wary, "/api/tasks/" + id).GET()));
    assertThat(task.at("/links/self/href").asString()).isEqualTo("/api/tasks/" + id);
    JsonNode metadata =
        RunningApi.json(wary.send(forwarded(wary, "/.well-known/oauth-protected-resource").GET()));
    assertThat(metadata.get("resource").asString()).isEqualTo("http://127.0.0.1:" + wary.port());
  }

  private static HttpResponse<String> get(String path) {
    return send(forwarded(path).GET());
  }

  private static HttpResponse<String> post(String path, String body) {
    return send(
        forwarded(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return trusting.send(request);
  }

  private static HttpRequest.Builder forwarded(String path) {
    return forwarded(trusting, path);
  }

  /// As a proxy passes on what it was asked for at `https://api.example/millrace`.
  private static HttpRequest.Builder forwarded(RunningApi api, String path) {
    return api.request(path)
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "api.example")
        .header("X-Forwarded-Prefix", "/millrace");
  }
}
