package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import dev.millrace.testinfra.hostile.HostileRecords;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever stands on the topics that the api reads, the good records behind it get through.
@MillraceInfra
@Timeout(120)
class HostileRecordsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int HOSTILE = 2 * HostileRecords.ways();

  private final Infra infra;
  private RunningApi api;
  private FactWriter facts;
  private KafkaProducer<byte[], byte[]> producer;

  HostileRecordsIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    api = RunningApi.start(infra);
    facts = new FactWriter(infra);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", infra.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
    facts.close();
    api.close();
  }

  @Test
  void tasksEndAndStreamsGoOnBetweenHostileFacts() throws Exception {
    int partitions = producer.partitionsFor(Topics.EVENTS).size();
    HostileRecords hostile = hostile(1);
    String watched = api.submit("/api/tasks/sleep", "{\"millis\":1}");
    CompletableFuture<String> stream =
        CompletableFuture.supplyAsync(() -> api.get("/api/tasks/" + watched + "/stream").body());
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < HOSTILE; i++) {
      for (int partition = 0; partition < partitions; partition++) {
        producer.send(hostile.next(Topics.EVENTS, partition)).get();
      }
      if (i % 8 == 0) {
        String task = api.submit("/api/tasks/sleep", "{\"millis\":1}");
        tasks.add(task);
        facts.started(task, 1);
        facts.completed(task, 2);
      }
    }
    facts.started(watched, 1);
    facts.completed(watched, 2);
    facts.flush();

    assertThat(stream.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains("task.completed.v1");
    for (String task : tasks) {
      await().atMost(PATIENCE).until(() -> status(task).equals("completed"));
    }
  }

  @Test
  void typesAndExecutorsAreKnownBehindHostileRecords() throws Exception {
    api.ensureTopic(Topics.EXECUTOR_SNAPSHOTS);
    HostileRecords hostile = hostile(2);
    for (int i = 0; i < HOSTILE; i++) {
      producer.send(hostile.next(Topics.TASK_TYPES, 0)).get();
      producer.send(hostile.next(Topics.EXECUTOR_SNAPSHOTS, 0)).get();
    }
    var id = new ExecutorId("e-" + UUID.randomUUID());
    Instant now = Instant.now();
    String snapshot =
        TaskCodec.write(new ExecutorSnapshot(id, "host", now, now, List.of(), List.of(), 0));
    producer
        .send(
            new ProducerRecord<>(
                Topics.EXECUTOR_SNAPSHOTS, 0, id.value().getBytes(UTF_8), snapshot.getBytes(UTF_8)))
        .get();
    var type = new TaskType("t-" + UUID.randomUUID().toString().substring(0, 8));
    api.announceAndAwait(type.value(), "{\"type\":\"object\"}");

    await()
        .atMost(PATIENCE)
        .until(() ->
            api.send(
                    TestIssuer.operator("root"),
                    HttpRequest.newBuilder(api.uri("/api/executors")).GET())
                .body()
                .contains(id.value()));
    assertThat(api.counted("millrace.api.topics.put.aside")).isPositive();
  }

  private String status(String task) {
    return api.database()
        .sql("select coalesce(status, '') from request where task_id = ?::uuid")
        .param(task)
        .query(String.class)
        .single();
  }

  private static HostileRecords hostile(long seed) {
    var request =
        new TaskRequested(
            RunningApi.SLEEP,
            new UserId("mallory"),
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            Duration.ofDays(1));
    CloudEvent good =
        TaskCodec.write(
            new Fact(new TaskId(UUID.randomUUID()), 0, Instant.now(), request), "/test", null);
    return new HostileRecords(seed, good.headers(), good.data());
  }
}
