package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Batches at the front door: what is accepted, and how their children are stopped.
@MillraceInfra
@Timeout(120)
class BatchIT {

  private static final String SCHEMA = "{\"type\":\"object\"}";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
    api.announce(new TaskType("batch"), TaskPolicy.STANDARD, SCHEMA);
    await().atMost(PATIENCE).until(() -> api.get("/api/task-types/batch").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void parentAndChildrenAreAcceptedInOneTransactionWithTheSameOptions() {
    String id = submit("?priority=high&projectId=b-1&maxRetries=7", "continue");

    JsonNode parent = RunningApi.json(api.get("/api/tasks/" + id));
    assertThat(parent.get("type").asString()).isEqualTo("batch");
    assertThat(parent.get("parameters").toString())
        .contains("\"type\":\"sleep\"", "\"total\":3", "\"onFailure\":\"continue\"");
    JsonNode children = RunningApi.json(api.get("/api/tasks?parentId=" + id)).get("items");
    assertThat(children.size()).isEqualTo(3);
    for (JsonNode child : children) {
      assertThat(child.get("type").asString()).isEqualTo("sleep");
      assertThat(child.get("parentId").asString()).isEqualTo(id);
      assertThat(child.get("priority").asString()).isEqualTo("high");
      assertThat(child.get("projectId").asString()).isEqualTo("b-1");
      assertThat(child.get("maxRetries").asInt()).isEqualTo(7);
    }
    assertThat(
            api.database()
                .sql(
                    "select count(*) || ' in ' || count(distinct xmin::text) from request"
                        + " where project_id = 'b-1'")
                .query(String.class)
                .single())
        .isEqualTo("4 in 1");
  }

  @Test
  void everyBadItemIsNamedAndNothingIsAccepted() {
    var answer =
        api.post(
            "/api/tasks/sleep/batch?projectId=b-2",
            "{\"items\":[{\"millis\":1},{\"millis\":\"x\"},{\"nap\":1,\"millis\":2}]}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(RunningApi.json(answer).at("/errors/0/pointer").asString())
        .isEqualTo("/items/1/millis");
    assertThat(RunningApi.json(answer).at("/errors/1/pointer").asString()).startsWith("/items/2");
    assertThat(
            api.database()
                .sql("select count(*) from request where project_id = 'b-2'")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(api.post("/api/tasks/batch", "{}").statusCode()).isEqualTo(404);
    assertThat(api.post("/api/tasks/nonsense/batch", "{\"items\":[{}]}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theFirstFailedChildStopsTheOthersWhereTheBatchWantsThat() {
    String goesOn = submit("", "continue");
    String stops = submit("", "stop");
    List<String> others = children(stops);
    String failed = others.removeFirst();

    fail(children(goesOn).getFirst());
    fail(failed);

    await().atMost(PATIENCE).until(() -> cancelled(stops).size() == 2);
    assertThat(cancelled(stops)).containsExactlyInAnyOrderElementsOf(others);
    assertThat(cancelled(goesOn)).isEmpty();
  }

  @Test
  void cancellingABatchCancelsItsChildren() {
    String id = submit("", "continue");

    assertThat(api.delete("/api/tasks/" + id).statusCode()).isEqualTo(202);

    await().atMost(PATIENCE).until(() -> cancelled(id).size() == 4);
    Set<String> all = new TreeSet<>(children(id));
    all.add(id);
    assertThat(new TreeSet<>(cancelled(id))).isEqualTo(all);
  }

  private static String submit(String query, String onFailure) {
    return api.submit(
        "/api/tasks/sleep/batch" + query,
        "{\"items\":[{\"millis\":1},{\"millis\":2},{\"millis\":3}],\"onFailure\":\"%s\"}"
            .formatted(onFailure));
  }

  private static List<String> children(String batch) {
    return new ArrayList<>(
        api.database()
            .sql("select task_id from request where parent_id = ? order by task_id")
            .param(UUID.fromString(batch))
            .query((row, _) -> row.getString("task_id"))
            .list());
  }

  private static void fail(String task) {
    TaskError error = new TaskError("bad", "no good", false);
    api.say(task, new Fact(TaskId.parse(task), 2, Instant.now(), new TaskFailed(1, error)));
  }

  /// Which of the batch's tasks somebody has asked to cancel.
  private static List<String> cancelled(String batch) {
    Set<String> tasks = new TreeSet<>(children(batch));
    tasks.add(batch);
    return api.records(Topics.CONTROL, tasks).stream().map(found -> found.key()).toList();
  }
}
