package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Whatever is wrong with a request comes back as a problem that says so.
@MillraceInfra
@Timeout(120)
class RefusalsIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void wrongParameterIsPointedAt() {
    JsonNode problem =
        problem(
            api.post("/api/tasks/sleep", "{\"millis\":-1,\"steps\":[\"a\",2],\"extra/x\":true}"),
            422,
            "invalid-parameters");

    assertThat(problem.get("errors").valueStream().map(e -> e.get("pointer").asString()))
        .containsExactlyInAnyOrder("/millis", "/steps/1", "/extra~1x");
    assertThat(
            problem(api.post("/api/tasks/sleep", "{}"), 422, "invalid-parameters")
                .at("/errors/0/pointer")
                .asString())
        .isEqualTo("/millis");
    assertThat(
            problem(api.post("/api/tasks/sleep", "[]"), 422, "invalid-parameters")
                .at("/errors/0/pointer")
                .asString())
        .isEmpty();
  }

  @Test
  void unknownTypeNamesTheKnownOnes() {
    JsonNode problem = problem(api.post("/api/tasks/nonsense", "{}"), 404, "unknown-type");

    assertThat(problem.get("known").toString()).contains("\"sleep\"");
    problem(api.get("/api/task-types/nonsense"), 404, "unknown-type");
  }

  @Test
  void brokenJsonIsLocated() {
    JsonNode problem =
        problem(api.post("/api/tasks/sleep", "{\n \"millis\": x}"), 400, "malformed-json");

    assertThat(problem.get("line").asInt()).isEqualTo(2);
    problem(api.post("/api/tasks/sleep", "{\"millis\":1,\"millis\":2}"), 400, "malformed-json");
    problem(api.post("/api/tasks/sleep", "{\"millis\":1} 2"), 400, "malformed-json");
    problem(
        api.post("/api/tasks/sleep", "{\"millis\":1,\"note\":\"\\ud83d\"}"), 400, "malformed-json");
  }

  @Test
  void badQueryIsNamed() {
    JsonNode problem =
        problem(api.post("/api/tasks/sleep?prio=low", "{\"millis\":1}"), 400, "bad-query");

    assertThat(problem.get("parameter").asString()).isEqualTo("prio");
    assertThat(problem.get("known").toString()).contains("priority");
    problem(api.get("/api/tasks?limit=201"), 400, "bad-query");
    problem(api.get("/api/tasks?status=done"), 400, "bad-query");
    problem(api.get("/api/tasks?cursor=abc"), 400, "bad-query");
  }

  @Test
  void bodyThatIsTooLargeIsRefused() {
    String large = "{\"millis\":1,\"note\":\"" + "x".repeat(2_000_000) + "\"}";
    problem(api.post("/api/tasks/sleep", large), 413, "too-large");
    problem(
        api.send(
            HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() ->
                        new java.io.ByteArrayInputStream(
                            large.getBytes(java.nio.charset.StandardCharsets.UTF_8))))),
        413,
        "too-large");
    problem(
        api.post("/api/tasks/sleep", "{\"millis\":1,\"note\":\"" + "x".repeat(300_000) + "\"}"),
        413,
        "too-large");
  }

  @Test
  void otherWaysOfAskingAreProblemsToo() {
    problem(api.post("/api/tasks/sleep", "text/plain", "x"), 415, "unsupported-media-type");
    problem(
        api.send(
            HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))),
        405,
        "method-not-allowed");
    problem(
        api.send(HttpRequest.newBuilder(api.uri("/api/tasks")).header("Accept", "image/png").GET()),
        406,
        "not-acceptable");
    problem(api.get("/nowhere"), 404, "not-found");
    problem(api.get("/api/tasks/" + UUID.randomUUID()), 404, "unknown-task");
    problem(api.get("/api/tasks/1-1-1-1-1"), 404, "unknown-task");
  }

  private static JsonNode problem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("application/problem+json"));
    JsonNode problem = RunningApi.json(answer);
    assertThat(problem.get("type").asString()).isEqualTo("https://millrace.dev/problems/" + type);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).isNotBlank();
    assertThat(problem.get("instance").asString()).startsWith("/");
    assertThat(answer.body()).doesNotContain("Exception");
    return problem;
  }
}
