package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.CloudEventReader;
import dev.millrace.testinfra.DedicatedInfra;
import dev.millrace.testinfra.Infra;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of tasks that services submit in transactions of their own. On a Kafka of its own,
/// since each process of each api reads the topic.
class SubmissionTopicIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final UserId USER = new UserId(RunningApi.USER);

  private static DedicatedInfra infra;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    infra = Infra.dedicated();
    infra.kafka().create(Topics.SUBMISSIONS, 2);
    api = RunningApi.start(infra, Map.of("millrace.api.quota.active-tasks", "20"));
  }

  @AfterAll
  static void stop() {
    api.close();
    infra.close();
  }

  @Test
  void eachIdIsOneTaskHoweverOftenItComes() throws Exception {
    TaskId id = id();
    SubmitTask task = task("sleep", "{\"millis\":7}");

    submit(id, task);
    submit(id, task);
    api.restart();
    submit(id, task);
    TaskId last = id();
    submit(last, task);

    awaitRow(last);
    await().atMost(PATIENCE).until(() -> !facts(last).isEmpty());
    assertThat(facts(id)).hasSize(1).first().matches(fact -> fact.sequence() == 0);
    assertThat(facts(id).getFirst().event()).isInstanceOf(TaskRequested.class);
    assertThat(work(id)).isNotEmpty().containsOnly(id + ":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-such-type | {\"millis\":7}             | unknown-type",
        "batch        | {\"millis\":7}             | unknown-type",
        "sleep        | {\"millis\":\"seven\"}     | invalid-parameters",
        "sleep        | {\"millis\":7,\"more\":1}  | invalid-parameters",
        "sleep        | {\"millis\":7,\"millis\":8} | malformed-json",
        "sleep        | {\"millis\":7,\"note\":\"\\u0000\"} | unstorable-text"
      })
  void whatCannotBeAcceptedHasFailedAndSaysWhy(String type, String parameters, String code)
      throws Exception {
    TaskId id = id();

    submit(id, task(type, parameters));

    awaitRow(id);
    assertThat(status(id)).as("over from the first").isEqualTo("failed");
    var cancel = api.delete("/api/tasks/" + id);
    assertThat(cancel.statusCode()).as(cancel.body()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> facts(id).size() == 2);
    assertThat(facts(id)).hasSize(2);
    assertThat(facts(id).getLast().event())
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed -> {
              assertThat(failed.error().code()).isEqualTo(code);
              assertThat(failed.error().message()).isNotBlank();
              assertThat(failed.error().retryable()).isFalse();
            });
    if (type.equals("sleep")) {
      assertThat(work(id)).isEmpty();
    }
    api.fold(id.toString(), "failed", 1);
    var redrive = api.post("/api/tasks/" + id + "/retry", "");
    assertThat(redrive.statusCode()).as(redrive.body()).isEqualTo(409);
    assertThat(redrive.body()).contains("failed and was never started", "possible now: nothing");
  }

  @Test
  void aTypeThatIsAnnouncedAMomentAfterItsFirstTaskIsWaitedFor() throws Exception {
    TaskId id = id();
    submit(id, task("just-begun", "{}"));
    await().during(Duration.ofSeconds(1)).until(() -> status(id).equals("none"));

    api.announceAndAwait("just-begun", "{\"type\":\"object\"}");

    awaitRow(id);
    assertThat(status(id)).isEqualTo("open");
  }

  @Test
  void whoHasTooMuchHasFailedTasksAndOthersGoOn() throws Exception {
    var greedy = new UserId("greedy");
    for (int i = 0; i < 30; i++) {
      submit(id(), task("sleep", "{\"millis\":7}", greedy));
    }
    TaskId other = id();
    submit(other, task("sleep", "{\"millis\":7}", new UserId("modest")));

    awaitRow(other);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(rows(greedy, "failed")).isEqualTo(10);
          assertThat(rows(greedy, "open")).isEqualTo(20);
        });
    assertThat(status(other)).isEqualTo("open");
  }

  @Test
  void recordThatCannotBeReadIsPassedOverAndCounted() throws Exception {
    double before = api.counted("millrace.api.submissions.unreadable");
    TaskId broken = id();
    var good = task("sleep", "{\"millis\":7}");
    send(broken, TaskCodec.typeOf(good), "{\"type\":\"sleep\",\"parameters\":{}}");
    send(broken, TaskCodec.typeOf(good), "no JSON");
    TaskId after = id();
    submit(after, good);

    awaitRow(after);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(api.counted("millrace.api.submissions.unreadable")).isEqualTo(before + 2));
    assertThat(status(broken)).isEqualTo("none");
  }

  private static TaskId id() {
    return new TaskId(UUID.randomUUID());
  }

  private static SubmitTask task(String type, String parameters) {
    return task(type, parameters, USER);
  }

  private static SubmitTask task(String type, String parameters, UserId user) {
    return new SubmitTask(
        new TaskType(type), user, new Json(parameters), Priority.NORMAL, null, null, null, null);
  }

  private static void submit(TaskId id, SubmitTask task) throws Exception {
    send(id, TaskCodec.typeOf(task), TaskCodec.write(task));
  }

  private static void send(TaskId id, String type, String data) throws Exception {
    var event = new CloudEvent(id + ":0", type, "/shop", id.toString(), Instant.now(), null, data);
    var record = new ProducerRecord<>(Topics.SUBMISSIONS, id.toString(), data);
    event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void awaitRow(TaskId id) {
    await().atMost(PATIENCE).until(() -> !status(id).equals("none"));
  }

  private static String status(TaskId id) {
    return api.database()
        .sql("select coalesce(status, 'open') from request where task_id = ?")
        .param(id.value())
        .query(String.class)
        .optional()
        .orElse("none");
  }

  private static int rows(UserId user, String status) {
    return api.database()
        .sql("select count(*) from request where user_id = ? and coalesce(status, 'open') = ?")
        .params(user.value(), status)
        .query(Integer.class)
        .single();
  }

  private static List<String> work(TaskId id) {
    return api.published(Topics.work(RunningApi.SLEEP, Priority.NORMAL), Set.of(id.toString()));
  }

  private static List<Fact> facts(TaskId id) {
    return api.records(Topics.EVENTS, Set.of(id.toString())).stream()
        .map(record ->
            TaskCodec.readFact(
                CloudEventReader.read(record.headers(), record.value().getBytes(UTF_8))))
        .filter(Objects::nonNull)
        // The relay publishes at least once.
        .distinct()
        .toList();
  }
}
