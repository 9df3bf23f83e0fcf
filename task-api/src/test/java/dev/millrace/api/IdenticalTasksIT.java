package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Identical tasks of a user in flight are one task, where the type says so.
@MillraceInfra
@Timeout(120)
class IdenticalTasksIT {

  private static final TaskType RECALC = new TaskType("recalc");

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra, Map.of("millrace.api.commit.writers", "4"));
    api.announce(RECALC, TaskPolicy.STANDARD.coalescing());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/task-types/recalc").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void concurrentIdenticalSubmissionsAreOneTask() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        String body =
            i % 2 == 0 ? "{\"millis\":11,\"note\":\"a\"}" : "{\"note\":\"a\", \"millis\":11}";
        answers.add(callers.submit(() -> api.submit("/api/tasks/recalc", body)));
      }
    }
    Set<String> ids = new HashSet<>();
    for (Future<String> answer : answers) {
      ids.add(answer.get());
    }

    assertThat(ids).hasSize(1);
    assertThat(requests(11)).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.published(Topics.work(RECALC, Priority.NORMAL), ids).size() == 1);
  }

  @Test
  void standInIsShownAsItIs() {
    String id = submit(12);
    api.fold(id, "running", 1);

    var answer = api.post("/api/tasks/recalc", "{\"millis\":12}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/api/tasks/" + id);
    assertThat(RunningApi.json(answer).get("id").asString()).isEqualTo(id);
    assertThat(RunningApi.json(answer).get("status").asString()).isEqualTo("running");
    assertThat(RunningApi.json(answer).get("outcome").asString()).isEqualTo("coalesced");
    assertThat(RunningApi.json(answer).get("priority").asString()).isEqualTo("normal");
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).has("outcome")).isFalse();
  }

  @Test
  void whatIsNotIdenticalIsAnotherTask() {
    String id = submit(13);

    assertThat(submit(14)).isNotEqualTo(id);
    assertThat(api.submit("/api/tasks/recalc?runAt=2035-01-01T00:00:00Z", "{\"millis\":13}"))
        .isNotEqualTo(id);
    assertThat(api.submit("/api/tasks/sleep", "{\"millis\":13}"))
        .isNotEqualTo(api.submit("/api/tasks/sleep", "{\"millis\":13}"));
    api.database()
        .sql("update in_flight set user_id = 'bob' where task_id = ?")
        .param(UUID.fromString(id))
        .update();
    assertThat(submit(13)).isNotEqualTo(id);
  }

  @Test
  void bulkSaysWhichOfIdenticalItemsIsNew() {
    String item = "{\"type\":\"recalc\",\"parameters\":{\"millis\":15}}";
    String sleep = "{\"type\":\"sleep\",\"parameters\":{\"millis\":15}}";

    var answer = api.post("/api/tasks", "[" + item + "," + sleep + "," + item + "]");

    JsonNode results = RunningApi.json(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(results.get(2).get("id")).isEqualTo(results.get(0).get("id"));
    assertThat(results.valueStream().map(result -> result.get("outcome").asString()))
        .containsExactly("accepted", "accepted", "coalesced");
    assertThat(results.get(1).get("id")).isNotEqualTo(results.get(0).get("id"));
    assertThat(requests(15)).isEqualTo(2);
  }

  @Test
  void optionsThatDoNotHoldAreNamed() {
    String parameters = "{\"millis\":18}";
    String path = "/api/tasks/recalc?";
    String id = api.submit(path + "priority=high&timeout=PT1M&projectId=mine", parameters);

    JsonNode other =
        RunningApi.json(
            api.post(path + "priority=low&maxRetries=7&timeout=PT2M&projectId=yours", parameters));
    JsonNode partly =
        RunningApi.json(api.post(path + "priority=high&timeout=PT60S&maxRetries=7", parameters));
    JsonNode same = RunningApi.json(api.post(path + "priority=high&projectId=mine", parameters));
    JsonNode none = RunningApi.json(api.post("/api/tasks/recalc", parameters));

    assertThat(List.of(other, partly, same, none))
        .allSatisfy(answer -> assertThat(answer.get("id").asString()).isEqualTo(id));
    assertThat(other.get("ignored").toString())
        .isEqualTo("[\"priority\",\"maxRetries\",\"timeout\",\"projectId\"]");
    assertThat(partly.get("ignored").toString()).isEqualTo("[\"maxRetries\"]");
    assertThat(same.has("ignored")).isFalse();
    assertThat(none.has("ignored")).isFalse();
    assertThat(other.get("priority").asString()).isEqualTo("high");
  }

  @Test
  void optionsOfAnItemThatDoNotHoldAreNamed() {
    String first = "{\"type\":\"recalc\",\"parameters\":{\"millis\":19},\"priority\":\"low\"}";
    String second = first.replace("low", "high");

    JsonNode results = RunningApi.json(api.post("/api/tasks", "[" + first + "," + second + "]"));

    assertThat(results.get(0).has("ignored")).isFalse();
    assertThat(results.get(1).get("outcome").asString()).isEqualTo("coalesced");
    assertThat(results.get(1).get("ignored").toString()).isEqualTo("[\"priority\"]");
  }

  @Test
  void identicalItemsOfABulkWithAKeyAreOneTaskToo() {
    String first = "{\"type\":\"recalc\",\"parameters\":{\"millis\":20},\"timeout\":\"PT1M\"}";
    String second = first.replace("PT1M", "PT2M");
    String body = "[" + first + "," + second + "," + first + "]";

    var answer = keyed("identical-items", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode results = RunningApi.json(answer);
    assertThat(results.valueStream().map(result -> result.get("outcome").asString()))
        .containsExactly("accepted", "coalesced", "coalesced");
    assertThat(results.valueStream().map(result -> result.get("id").asString()).distinct())
        .hasSize(1);
    assertThat(results.get(1).get("ignored").toString()).isEqualTo("[\"timeout\"]");
    assertThat(results.get(2).has("ignored")).isFalse();
    assertThat(requests(20)).isEqualTo(1);
    assertThat(keyed("identical-items", body).body()).isEqualTo(answer.body());
    assertThat(RunningApi.json(keyed("again", body)).get(0).get("ignored")).isNull();
  }

  private static HttpResponse<String> keyed(String key, String body) {
    return api.send(
        api.request("/api/tasks")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void endMakesRoomForTheNext() {
    String id = submit(16);
    api.say(id, new Fact(TaskId.parse(id), 2, Instant.now(), new TaskCompleted(1, null, null)));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            api.database()
                    .sql("select count(*) from in_flight where task_id = ?")
                    .param(UUID.fromString(id))
                    .query(Integer.class)
                    .single()
                == 0);
    assertThat(submit(16)).isNotEqualTo(id);
  }

  @Test
  void endThatOnlyTheProjectionKnowsMakesRoomToo() {
    String id = submit(17);
    api.fold(id, "completed", 2);

    String next = submit(17);

    assertThat(next).isNotEqualTo(id);
    assertThat(submit(17)).isEqualTo(next);
  }

  private static String submit(int millis) {
    return api.submit("/api/tasks/recalc", "{\"millis\":" + millis + "}");
  }

  private static int requests(int millis) {
    return api.database()
        .sql("select count(*) from request where parameters->>'millis' = ?")
        .param(String.valueOf(millis))
        .query(Integer.class)
        .single();
  }
}
