package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A task belongs to the executors that the catalogue named when it was accepted, for ever: its
/// work and its commands go to them alone.
@MillraceInfra
@Timeout(180)
class ExecutorGroupsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ExecutorGroup MILLRACE = ExecutorGroup.DEFAULT;
  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");
  private static final ExecutorId EXECUTOR = new ExecutorId("shop-1");
  private static final String COMMANDS = "millrace.control.shop";
  private static RunningApi api;
  private static Infra infra;

  @BeforeAll
  static void start(Infra servers) {
    infra = servers;
    api = RunningApi.start(servers);
    announce("mail", SHOP);
    announce("pausing", SHOP);
    announce("batch", MILLRACE);
    announce("bulk-control", MILLRACE);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void workGoesToTheGroupOfItsTypeAndSaysSo() {
    String id = submit("mail");

    ConsumerRecord<String, String> work = only("millrace.work.shop.mail.normal", id);
    assertThat(RunningApi.JSON.readTree(work.value()).get("group").asString()).isEqualTo("shop");
    assertThat(RunningApi.json(api.get("/api/task-types/mail")).get("group").asString())
        .isEqualTo("shop");
    assertThat(RunningApi.json(api.get("/api/task-types/sleep")).get("group").asString())
        .isEqualTo("millrace");
    assertThat(RunningApi.json(api.get("/api/task-types/batch")).get("group").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "pending, cancel",
    "pending, pause",
    "running, cancel",
    "running, pause",
    "paused, resume",
    "failed, retry"
  })
  void commandGoesToTheGroupOfItsTaskWhetherItWasEverClaimedOrNot(String status, String verb) {
    String id = submit("mail");
    if (!status.equals("pending")) {
      api.fold(id, status, 3);
    }

    var answer =
        verb.equals("cancel")
            ? api.delete("/api/tasks/" + id)
            : api.post("/api/tasks/" + id + "/" + verb, "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    ConsumerRecord<String, String> command = only(COMMANDS, id);
    if (status.equals("pending")) {
      assertThat(RunningApi.JSON.readTree(command.value()).at("/accepted/request/group").asString())
          .isEqualTo("shop");
    }
    assertThat(api.records(Topics.CONTROL, Set.of(id))).isEmpty();
  }

  @Test
  void taskStaysWithItsGroupWhenItsTypeMoves() {
    announce("moving", SHOP);
    String before = submit("moving");
    announce("moving", MILLRACE);
    await()
        .atMost(PATIENCE)
        .until(() ->
            RunningApi.json(api.get("/api/task-types/moving"))
                .get("group")
                .asString()
                .equals("millrace"));
    String after = submit("moving");

    api.delete("/api/tasks/" + before);
    api.delete("/api/tasks/" + after);

    only("millrace.work.shop.moving.normal", before);
    only("millrace.work.moving.normal", after);
    only(COMMANDS, before);
    only(Topics.CONTROL, after);
    assertThat(api.records(Topics.CONTROL, Set.of(before))).isEmpty();
    assertThat(api.records(COMMANDS, Set.of(after))).isEmpty();
  }

  @Test
  void parentOfABatchIsWhereItsChildrenAre() {
    api.ensureTopic(Topics.work(SHOP, new TaskType("batch"), Priority.NORMAL));
    String batch =
        api.submit("/api/tasks/mail/batch", "{\"items\":[{\"millis\":1},{\"millis\":2}]}");

    only("millrace.work.shop.batch.normal", batch);
    assertThat(api.delete("/api/tasks/" + batch).statusCode()).isEqualTo(202);

    Set<String> all = new TreeSet<>(Set.of(batch));
    all.addAll(
        api.database()
            .sql("select task_id::text from request where parent_id = ?")
            .param(UUID.fromString(batch))
            .query((row, _) -> String.valueOf(row.getString(1)))
            .list());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(api.records(COMMANDS, all).stream().map(ConsumerRecord::key))
                .containsExactlyInAnyOrderElementsOf(all));
    assertThat(api.records(Topics.CONTROL, all)).isEmpty();
  }

  @Test
  void bulkControlOverTwoGroupsTellsTheOtherOneWhomToAnswer() {
    String here = api.submit("/api/tasks/sleep?projectId=both", "{\"millis\":0}");
    String there = api.submit("/api/tasks/mail?projectId=both", "{\"millis\":0}");

    String bulk =
        api.submit(
            "/api/tasks/bulk-control",
            "{\"action\":\"cancel\",\"filter\":{\"projectId\":\"both\"},\"reason\":\"why\"}");

    JsonNode toOwn = RunningApi.JSON.readTree(only(Topics.CONTROL, here).value());
    JsonNode toOther = RunningApi.JSON.readTree(only(COMMANDS, there).value());
    assertThat(toOwn.get("bulk").asString()).isEqualTo(bulk);
    assertThat(toOwn.has("bulkGroup")).isFalse();
    assertThat(toOther.get("bulk").asString()).isEqualTo(bulk);
    assertThat(toOther.get("bulkGroup").asString()).isEqualTo("millrace");
    await()
        .atMost(PATIENCE)
        .until(() ->
            api.records(Topics.CONTROL, Set.of(bulk)).stream()
                .anyMatch(found -> found.value().contains("\"commands\":2")));
  }

  @Test
  void taskOfAGroupThatIsGoneSaysWhyItWaits() throws Exception {
    api.ensureTopic(Topics.EXECUTOR_SNAPSHOTS);
    String id = submit("pausing");
    api.fold(id, "pending", 0);
    api.projectionDatabase()
        .sql("update task set executor_group = 'shop' where task_id = ?")
        .param(UUID.fromString(id))
        .update();

    awaitMessage(id, "no executor of group shop is alive");
    say(TaskCodec.write(snapshot()));
    awaitMessage(id, "waits for a free executor");
    say(null);
    awaitMessage(id, "no executor of group shop is alive");
    assertThat(api.delete("/api/tasks/" + id).statusCode()).isEqualTo(202);
  }

  private static void awaitMessage(String id, String message) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    RunningApi.json(api.get("/api/tasks/" + id)).at("/waiting/message").asString())
                .startsWith(message));
  }

  private static ExecutorSnapshot snapshot() {
    return new ExecutorSnapshot(
        EXECUTOR,
        "host",
        Instant.now(),
        Instant.now(),
        List.of(new ExecutorSnapshot.TypeLoad(new TaskType("pausing"), 4, 0, null)),
        List.of(),
        0,
        SHOP,
        "17-4");
  }

  /// Says what an executor of the shop does, or that it is gone.
  private static void say(@Nullable String snapshot) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.EXECUTOR_SNAPSHOTS, EXECUTOR.value(), snapshot))
          .get();
    }
  }

  private static void announce(String type, ExecutorGroup group) {
    api.announce(
        new TaskTypeEntry(
            new TaskType(type),
            "Does it.",
            Json.parse("{\"type\":\"object\"}"),
            null,
            TaskPolicy.STANDARD,
            true,
            null,
            null,
            group));
    await().atMost(PATIENCE).until(() -> api.get("/api/task-types/" + type).statusCode() == 200);
  }

  private static String submit(String type) {
    return api.submit("/api/tasks/" + type, "{\"millis\":0}");
  }

  private static ConsumerRecord<String, String> only(String topic, String task) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(api.records(topic, Set.of(task))).hasSize(1));
    return api.records(topic, Set.of(task)).getFirst();
  }
}
