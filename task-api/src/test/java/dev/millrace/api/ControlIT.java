package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What may be asked of a task, and what becomes of it.
@MillraceInfra
@Timeout(120)
class ControlIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  /// Generated clients write it where no body is given.
  @Test
  void nullForABodyIsNoReason() {
    String id = submit();

    var answer = api.post("/api/tasks/" + id + "/pause?reason=too%20many", "null");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(RunningApi.JSON.readTree(command(id).value()).at("/actor/reason").asString())
        .isEqualTo("too many");
  }

  @Test
  void taskThatNobodyHasFoldedYetCanBeCancelled() {
    String id = submit();

    var answer = api.delete("/api/tasks/" + id + "?reason=too%20many");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/api/tasks/" + id);
    assertThat(RunningApi.json(answer).get("status").asString()).isEqualTo("cancelling");
    var command = command(id);
    assertThat(header(command, "ce_type")).contains("cancel");
    assertThat(UUID.fromString(header(command, "ce_id").substring(id.length() + 1)).version())
        .isEqualTo(7);
    assertThat(RunningApi.JSON.readTree(command.value()).at("/actor/reason").asString())
        .isEqualTo("too many");
    assertThat(RunningApi.JSON.readTree(command.value()).at("/accepted/request/type").asString())
        .isEqualTo("sleep");
  }

  @ParameterizedTest
  @CsvSource({
    "running,pause,running",
    "paused,resume,pending",
    "failed,retry,pending",
    "cancelled,retry,pending"
  })
  void wishIsPutOnTheControlTopicWithItsActor(String status, String verb, String after) {
    String id = submit();
    api.fold(id, status, 3);

    var answer = api.post("/api/tasks/" + id + "/" + verb, "{\"reason\":\"so\\u0020be it\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(RunningApi.json(answer).get("status").asString()).isEqualTo(after);
    var command = command(id);
    assertThat(header(command, "ce_type")).contains(verb);
    assertThat(RunningApi.JSON.readTree(command.value()).get("actor").toString())
        .isEqualTo("{\"user\":\"anonymous\",\"reason\":\"so be it\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "cancelled, '', retry",
    "completed, '', ''",
    "completed, /retry, ''",
    "running, /resume, 'cancel, pause'",
    "running, /retry, 'cancel, pause'",
    "paused, /pause, 'cancel, resume'"
  })
  void stateThatForbidsItIsSaid(String status, String path, String allowed) {
    String id = submit();
    api.fold(id, status, 3);

    HttpResponse<String> answer =
        path.isEmpty() ? api.delete("/api/tasks/" + id) : api.post("/api/tasks/" + id + path, "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    JsonNode problem = RunningApi.json(answer);
    assertThat(problem.get("type").asString()).endsWith("/state-forbids");
    assertThat(problem.get("status").asInt()).isEqualTo(409);
    assertThat(problem.get("taskStatus").asString()).isEqualTo(status);
    assertThat(
            String.join(
                ", ", problem.get("allowed").valueStream().map(JsonNode::asString).toList()))
        .isEqualTo(allowed);
    assertThat(problem.get("detail").asString()).contains(status);
    assertThat(records(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pending", "running"})
  void pauseThatHasNotTakenEffectCanBeTakenBackOnce(String status) {
    String id = submit();
    api.fold(id, status, 1);

    assertThat(api.post("/api/tasks/" + id + "/resume", "").statusCode()).isEqualTo(409);
    assertThat(api.post("/api/tasks/" + id + "/pause", "").statusCode()).isEqualTo(202);
    var answer = api.post("/api/tasks/" + id + "/resume", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(api.post("/api/tasks/" + id + "/resume", "").statusCode()).isEqualTo(409);
    await().atMost(Duration.ofSeconds(20)).until(() -> records(id).size() == 2);
    assertThat(records(id).stream().map(found -> header(found, "ce_type")))
        .satisfiesExactly(
            type -> assertThat(type).contains("pause"),
            type -> assertThat(type).contains("resume"));
  }

  @Test
  void taskPausedBeforeItsTimeIsScheduledAgain() {
    String id = api.submit("/api/tasks/sleep?runAt=2095-01-01T00:00:00Z", "{\"millis\":0}");
    api.fold(id, "paused", 1);

    var answer = api.post("/api/tasks/" + id + "/resume", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode task = RunningApi.json(answer);
    assertThat(task.get("status").asString()).isEqualTo("scheduled");
    assertThat(task.at("/waiting/reason").asString()).isEqualTo("schedule");
    assertThat(task.at("/waiting/until").asString()).isEqualTo("2095-01-01T00:00:00Z");
    assertThat(header(command(id), "ce_type")).contains("resume");

    api.fold(id, "scheduled", 2);
    assertThat(api.post("/api/tasks/" + id + "/pause", "").statusCode()).isEqualTo(202);
    assertThat(api.delete("/api/tasks/" + id).statusCode()).isEqualTo(202);
  }

  /// The other one was redriven, which is due at once.
  @ParameterizedTest
  @ValueSource(strings = {"run_at = now() - interval '1 second'", "sequence = 1"})
  void taskThatWaitsForNoTimeAnyMoreIsPendingWhenItIsResumed(String change) {
    String id = api.submit("/api/tasks/sleep?runAt=2095-01-01T00:00:00Z", "{\"millis\":0}");
    api.fold(id, "paused", 2);
    api.database()
        .sql("update request set " + change + " where task_id = ?")
        .param(UUID.fromString(id))
        .update();

    var answer = api.post("/api/tasks/" + id + "/resume", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(RunningApi.json(answer).get("status").asString()).isEqualTo("pending");
  }

  @Test
  void taskThatHasChangedSinceItWasReadIsLeftAlone() {
    String id = submit();
    String path = "/api/tasks/" + id;
    String read = api.get(path).headers().firstValue("ETag").orElseThrow();
    api.fold(id, "running", 1);
    String now = api.get(path).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> stale = api.send(api.request(path).header("If-Match", read).DELETE());

    assertThat(stale.statusCode()).as(stale.body()).isEqualTo(412);
    assertThat(RunningApi.json(stale).get("type").asString()).endsWith("/precondition-failed");
    assertThat(RunningApi.json(stale).get("detail").asString()).contains("running", now);
    assertThat(records(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
  void taskThatIsAsItWasReadIsControlled(String tags) {
    String path = "/api/tasks/" + submit();
    String now = api.get(path).headers().firstValue("ETag").orElseThrow();

    var answer = api.send(api.request(path).header("If-Match", tags.replace("%s", now)).DELETE());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Test
  void jsonNullIsNoBody() {
    String id = submit();

    assertThat(api.post("/api/tasks/" + id + "/pause?reason=so", "null").statusCode())
        .isEqualTo(202);
    assertThat(RunningApi.JSON.readTree(command(id).value()).at("/actor/reason").asString())
        .isEqualTo("so");
  }

  @Test
  void whatIsNotThereOrNotReadableIsRefused() {
    String id = submit();
    String nobody = UUID.randomUUID().toString();

    assertThat(api.delete("/api/tasks/" + nobody).statusCode()).isEqualTo(404);
    assertThat(api.post("/api/tasks/" + nobody + "/pause", "").statusCode()).isEqualTo(404);
    assertThat(api.post("/api/tasks/1/pause", "").statusCode()).isEqualTo(404);
    assertThat(api.post("/api/tasks/" + id + "/pause", "[]").statusCode()).isEqualTo(400);
    assertThat(api.post("/api/tasks/" + id + "/pause", "{\"why\":\"\"}").statusCode())
        .isEqualTo(400);
    assertThat(api.delete("/api/tasks/" + id + "?why=so").statusCode()).isEqualTo(400);
    assertThat(records(id)).isEmpty();
  }

  private static String submit() {
    return api.submit("/api/tasks/sleep", "{\"millis\":0}");
  }

  private static ConsumerRecord<String, String> command(String id) {
    await().atMost(Duration.ofSeconds(20)).until(() -> records(id).size() == 1);
    return records(id).getFirst();
  }

  private static List<ConsumerRecord<String, String>> records(String id) {
    return api.records(Topics.CONTROL, Set.of(id));
  }

  private static String header(ConsumerRecord<String, String> found, String name) {
    return RunningApi.header(found, name);
  }
}
