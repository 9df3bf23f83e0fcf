package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.blobs.BlobName;
import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Parameters that are too large for an event are stored beside their task.
@MillraceInfra
@Timeout(120)
class LargeParametersIT {

  private static final int IN_EVENT = 256 * 1024;
  private static final int LIMIT = 1024 * 1024;

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra, Map.of("millrace.api.limits.parameters", LIMIT + "B"));
    api.announceBatches();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void taskSaysWhereTheyAreAndGivesThemAlone() throws Exception {
    String parameters = "{\"millis\":1,\"note\":\"" + "\u00fc".repeat(IN_EVENT / 2) + "\"}";
    String id = api.submit("/api/tasks/sleep", " " + parameters);

    var shown = List.of(api.get("/api/tasks/" + id), folded(id, "completed"));

    for (HttpResponse<String> answer : shown) {
      JsonNode task = RunningApi.json(answer);
      assertThat(task.get("parameters").isNull()).isTrue();
      assertThat(task.get("parametersBytes").asInt()).isEqualTo(parameters.getBytes(UTF_8).length);
      assertThat(task.at("/links/parameters/href").asString())
          .isEqualTo("/api/tasks/" + id + "/parameters");
    }
    var alone = api.get("/api/tasks/" + id + "/parameters");
    assertThat(alone.statusCode()).isEqualTo(200);
    assertThat(alone.body()).isEqualTo(parameters);
    String tag = alone.headers().firstValue("ETag").orElseThrow();
    assertThat(
            api.send(
                    HttpRequest.newBuilder(api.uri("/api/tasks/" + id + "/parameters"))
                        .header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(304);
    try (var stored = api.blobs().open(BlobName.parse(id + ".parameters"))) {
      assertThat(new String(stored.readAllBytes(), UTF_8)).isEqualTo(parameters);
    }
  }

  @Test
  void theyAreNobodyElses() {
    String id = api.submit("/api/tasks/sleep", large(IN_EVENT));
    String path = "/api/tasks/" + id + "/parameters";

    assertThat(as(TestIssuer.user("mallory"), path).statusCode()).isEqualTo(404);
    assertThat(as(TestIssuer.operator("root"), path).statusCode()).isEqualTo(200);
  }

  @Test
  void factAndWorkItemCarryTheReferenceAlone() {
    String id = api.submit("/api/tasks/sleep?priority=low", large(IN_EVENT));

    for (String topic : List.of(Topics.EVENTS, Topics.work(RunningApi.SLEEP, Priority.LOW))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            var records = api.records(topic, Set.of(id));
            assertThat(records).hasSize(1);
            assertThat(records.getFirst().value().length()).isLessThan(1_000);
            JsonNode request = RunningApi.JSON.readTree(records.getFirst().value());
            assertThat(request.get("parameters")).isEmpty();
            assertThat(request.at("/metadata/storedParameters/blob").asString())
                .isEqualTo(id + ".parameters");
          });
    }
  }

  @Test
  void bulkAndBatchHaveThemToo() {
    String large = large(IN_EVENT);
    JsonNode bulk =
        RunningApi.json(
            api.post(
                "/api/tasks",
                "[{\"type\":\"sleep\",\"parameters\":{\"millis\":2}},"
                    + "{\"type\":\"sleep\",\"parameters\":"
                    + large
                    + "},{\"type\":\"sleep\",\"parameters\":"
                    + large(LIMIT)
                    + "}]"));
    String parent =
        api.submit("/api/tasks/sleep/batch", "{\"items\":[{\"millis\":3}," + large + "]}");

    assertThat(parameters(bulk.get(0).get("id").asString())).isEqualTo("{\"millis\":2}");
    assertThat(parameters(bulk.get(1).get("id").asString())).isEqualTo(large);
    assertThat(bulk.get(2).get("type").asString()).endsWith("/too-large");
    JsonNode children = RunningApi.json(api.get("/api/tasks?parentId=" + parent)).get("items");
    assertThat(children.valueStream().map(child -> parameters(child.get("id").asString())))
        .containsExactlyInAnyOrder("{\"millis\":3}", large);
  }

  @Test
  void whatFitsIntoAnEventStaysInIt() {
    String fits = "{\"millis\":1,\"note\":\"" + "x".repeat(IN_EVENT - 22) + "\"}";
    assertThat(fits).hasSize(IN_EVENT);

    JsonNode inside =
        RunningApi.json(api.get("/api/tasks/" + api.submit("/api/tasks/sleep", fits)));

    assertThat(inside.get("parameters").toString()).isEqualTo(fits);
    assertThat(inside.get("parametersBytes").isNull()).isTrue();
    assertThat(inside.at("/links/parameters").isMissingNode()).isTrue();
    assertThat(parameters(inside.get("id").asString())).isEqualTo(fits);
  }

  @Test
  void beyondTheLimitNothingIsAccepted() {
    var refused = api.post("/api/tasks/sleep?projectId=too-large", large(LIMIT));

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(RunningApi.json(refused).get("limit").asInt()).isEqualTo(LIMIT);
    assertThat(RunningApi.json(api.get("/api/tasks?projectId=too-large")).get("items")).isEmpty();
  }

  private static String large(int atLeast) {
    return "{\"millis\":1,\"note\":\"" + "x".repeat(atLeast) + "\"}";
  }

  private static String parameters(String id) {
    return api.get("/api/tasks/" + id + "/parameters").body();
  }

  private static HttpResponse<String> as(String token, String path) {
    return api.send(token, HttpRequest.newBuilder(api.uri(path)).GET());
  }

  /// The task once the projection has it.
  private static HttpResponse<String> folded(String id, String status) {
    String metadata =
        api.database()
            .sql("select metadata from request where task_id = ?")
            .param(UUID.fromString(id))
            .query(String.class)
            .single();
    api.fold(id, status, 2);
    api.projectionDatabase()
        .sql("update task set parameters = '{}', metadata = ?::json where task_id = ?")
        .params(metadata, UUID.fromString(id))
        .update();
    return api.get("/api/tasks/" + id);
  }
}
