package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What operators may ask of a whole type, and what they see of executors.
@MillraceInfra
@Timeout(180)
class TypePauseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TaskType TYPE =
      new TaskType("p-" + UUID.randomUUID().toString().substring(0, 8));

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of("millrace.api.sweep.after", "1s", "millrace.api.sweep.interval", "100ms"));
    api.announce(TYPE);
    await().atMost(PATIENCE).until(() -> type().statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void pausedTypeIsShownToldToExecutorsAndNotSentAgainUntilItIsResumed() {
    assertThat(RunningApi.json(type()).get("paused").isNull()).isTrue();
    String id = api.submit("/api/tasks/" + TYPE, "{\"millis\":0}");

    var answer = asOperator(TYPE + "/pause", "{\"reason\":\"wrong weights\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode paused = RunningApi.json(answer).get("paused");
    assertThat(paused.get("by").asString()).isEqualTo("root");
    assertThat(paused.get("reason").asString()).isEqualTo("wrong weights");
    assertThat(RunningApi.json(type()).get("paused")).isEqualTo(paused);
    // The first pause stands.
    assertThat(RunningApi.json(asOperator(TYPE + "/pause?reason=again", "")).get("paused"))
        .isEqualTo(paused);
    JsonNode waiting = RunningApi.json(api.get("/api/tasks/" + id)).get("waiting");
    assertThat(waiting.get("reason").asString()).isEqualTo("type");
    assertThat(waiting.get("by").asString()).isEqualTo("root");
    assertThat(waiting.get("message").asString()).isEqualTo("type paused by root: wrong weights");

    String lost = withoutWorkItem(TYPE);
    String other = withoutWorkItem(RunningApi.SLEEP);
    await().atMost(PATIENCE).until(() -> !sent(RunningApi.SLEEP, other).isEmpty());
    assertThat(sent(TYPE, lost)).isEmpty();

    var resumed = asOperator(TYPE + "/resume", "");

    assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(202);
    assertThat(RunningApi.json(resumed).get("paused").isNull()).isTrue();
    assertThat(RunningApi.json(asOperator(TYPE + "/resume", "")).get("paused").isNull()).isTrue();
    await().atMost(PATIENCE).until(() -> !sent(TYPE, lost).isEmpty());
    await().atMost(PATIENCE).until(() -> said().size() == 2);
    assertThat(said()).extracting(TypeControl::paused).containsExactly(true, false);
    assertThat(said().getFirst().reason()).isEqualTo("wrong weights");
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).at("/waiting/reason").asString())
        .isEqualTo("queue");
  }

  @Test
  void whatIsNotThereOrNotAllowedIsRefused() {
    assertThat(asOperator("no-such-type/pause", "").statusCode()).isEqualTo(404);
    assertThat(asOperator(TYPE + "/pause", "{\"why\":1}").statusCode()).isEqualTo(400);
    assertThat(api.post("/api/task-types/" + TYPE + "/pause", "").statusCode()).isEqualTo(403);
    assertThat(api.post("/api/task-types/" + TYPE + "/resume", "").statusCode()).isEqualTo(403);
    assertThat(api.get("/api/executors").statusCode()).isEqualTo(403);
  }

  @Test
  void executorsAreShownAsTheySpeakUntilTheySayThatTheyAreGone() throws Exception {
    String id = "host-" + UUID.randomUUID();
    api.ensureTopic(Topics.EXECUTOR_SNAPSHOTS);
    // Its clock is wrong, which does not matter.
    var snapshot =
        new ExecutorSnapshot(
            new ExecutorId(id),
            "host",
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(new ExecutorSnapshot.TypeLoad(TYPE, 4, 1, 0)),
            List.of(),
            1);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          say(id, TaskCodec.write(snapshot));
          JsonNode executor = executor(id);
          assertThat(executor).isNotNull();
          assertThat(executor.get("alive").asBoolean()).isTrue();
          assertThat(executor.at("/types/0/permits").asInt()).isEqualTo(4);
        });

    say(id, null);
    await().atMost(PATIENCE).until(() -> executor(id) == null);
  }

  private static HttpResponse<String> type() {
    return api.get("/api/task-types/" + TYPE);
  }

  private static HttpResponse<String> asOperator(String path, String body) {
    return api.send(
        TestIssuer.operator("root"),
        HttpRequest.newBuilder(api.uri("/api/task-types/" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static @Nullable JsonNode executor(String id) {
    var answer =
        api.send(
            TestIssuer.operator("root"), HttpRequest.newBuilder(api.uri("/api/executors")).GET());
    return RunningApi.json(answer)
        .get("items")
        .valueStream()
        .filter(item -> item.get("id").asString().equals(id))
        .findFirst()
        .orElse(null);
  }

  private static List<TypeControl> said() {
    return api.records(Topics.TYPE_CONTROLS, Set.of(TYPE.value())).stream()
        .map(record -> TaskCodec.readTypeControl(record.value()))
        .toList();
  }

  private static List<String> sent(TaskType type, String id) {
    return api.published(Topics.work(type, Priority.NORMAL), Set.of(id));
  }

  private static void say(String id, @Nullable String snapshot) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", api.infra().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.EXECUTOR_SNAPSHOTS, id, snapshot)).get();
    }
  }

  /// An accepted task as it is when Kafka has lost its work item.
  private static String withoutWorkItem(TaskType type) {
    UUID id = UUID.randomUUID();
    api.database()
        .sql(
            """
            with accepted as (
              insert into request (task_id, user_id, type, priority, parameters, max_retries,
                                   retention_ms, created_at)
              values (?, 'anonymous', ?, 'normal', '{"millis":0}', 3, 86400000, now())
              returning user_id, task_id, type)
            insert into unfinished_request (user_id, task_id, type, watched_from)
            select user_id, task_id, type, now() - interval '1 hour' from accepted
            """)
        .params(id, type.value())
        .update();
    return id.toString();
  }
}
