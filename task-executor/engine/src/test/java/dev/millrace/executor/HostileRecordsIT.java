package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.Topics;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.hostile.HostileRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever stands on a topic of the executor, the good records behind it get through.
@MillraceInfra
@Timeout(120)
class HostileRecordsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SEED = 14;
  private static final int HOSTILE = 2 * HostileRecords.ways();

  private final Infra infra;
  private EngineDatabase database;
  private KafkaProducer<byte[], byte[]> producer;
  private final List<Future<?>> sent = new ArrayList<>();

  HostileRecordsIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("hostile"));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", infra.bootstrapServers(), "max.request.size", 3_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
    database.close();
  }

  @Test
  void goodWorkBetweenHostileRecordsRuns() throws Exception {
    var handler = HandlerUnderTest.of((parameters, _) -> parameters.number());
    try (var engine = start(handler)) {
      String topic = Topics.work(handler.type(), Priority.NORMAL);
      List<Fact> good = new ArrayList<>();
      Fact spoilt = WorkTopic.request(handler.type(), "{\"number\":0}");
      var hostile = hostile(TaskCodec.write(spoilt, "/s", null));
      for (int i = 0; i < HOSTILE; i++) {
        Fact request = WorkTopic.request(handler.type(), "{\"number\":" + i + "}");
        good.add(request);
        send(hostile.next(topic, 0));
        send(topic, TaskCodec.write(request, "/s", null));
      }
      flush();

      for (Fact request : good) {
        assertThat(end(request.taskId())).isInstanceOf(TaskCompleted.class);
      }
      assertThat(engine.health())
          .hasEntrySatisfying("putAside", n -> assertThat((long) n).isPositive());
    }
  }

  @Test
  void aTaskWhoseTextNoStoreHoldsFailsAndItsNeighboursRun() throws Exception {
    var handler = HandlerUnderTest.of((parameters, _) -> parameters.number());
    try (var engine = start(handler)) {
      String topic = Topics.work(handler.type(), Priority.NORMAL);
      Fact before = WorkTopic.request(handler.type(), "{\"number\":1}");
      Fact poison = WorkTopic.request(handler.type(), "{\"number\":2,\"text\":\"\\u0000\"}");
      Fact after = WorkTopic.request(handler.type(), "{\"number\":3}");
      for (Fact request : List.of(before, poison, after, poison)) {
        send(topic, TaskCodec.write(request, "/s", null));
      }
      flush();

      assertThat(end(before.taskId())).isInstanceOf(TaskCompleted.class);
      assertThat(end(after.taskId())).isInstanceOf(TaskCompleted.class);
      assertThat(end(poison.taskId()))
          .isInstanceOfSatisfying(
              TaskFailed.class, f -> assertThat(f.error().code()).isEqualTo("unstorable"));
      assertThat(engine.meter("unstorable")).isEqualTo(1);
    }
  }

  @Test
  void goodCommandsBetweenHostileRecordsAreApplied() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> null);
    try (var engine = start(handler)) {
      Fact spoilt = WorkTopic.request(handler.type(), "{\"number\":0}");
      var hostile = hostile(cancel(spoilt));
      List<Fact> good = new ArrayList<>();
      for (int i = 0; i < HOSTILE; i++) {
        Fact request = WorkTopic.request(handler.type(), "{\"number\":" + i + "}");
        good.add(request);
        send(hostile.next(Topics.CONTROL, 0));
        CloudEvent command = cancel(request);
        send(record(Topics.CONTROL, 0, command));
      }
      flush();

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(good)
                  .allSatisfy(
                      request -> assertThat(database.factsOf(request.taskId())).isNotEmpty()));
      assertThat(engine.commands("unreadable")).isPositive();
    }
  }

  @Test
  void retriesBetweenHostileRecordsComeDue() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> null);
    try (var engine = start(handler)) {
      Fact spoilt =
          new Fact(
              WorkTopic.request(handler.type(), "{}").taskId(),
              1,
              Instant.now(),
              new TaskRetryScheduled(1, new TaskError("e", "m", true), Instant.now()));
      var hostile = hostile(TaskCodec.write(spoilt, "/s", null));
      String topic = Topics.retry(ExecutorGroup.DEFAULT, Duration.ofSeconds(1));
      for (int i = 0; i < HOSTILE; i++) {
        send(hostile.next(topic, 0));
      }
      CloudEvent good = TaskCodec.write(spoilt, "/s", null);
      long last = producer.send(record(topic, 0, good)).get().offset();

      await().atMost(PATIENCE).until(() -> forwarded(topic) > last);
      assertThat(engine.meter("unreadable")).isPositive();
    }
  }

  /// Up to where the forwarder of retries is through.
  private long forwarded(String topic) throws Exception {
    try (var admin = infra.kafka().admin()) {
      var offset =
          admin
              .listConsumerGroupOffsets(Topics.retries(ExecutorGroup.DEFAULT))
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(topic, 0));
      return offset == null ? 0 : offset.offset();
    }
  }

  private static HostileRecords hostile(CloudEvent good) {
    return new HostileRecords(SEED, good.headers(), good.data());
  }

  private static CloudEvent cancel(Fact request) {
    return TaskCodec.write(
        ControlTopic.to(
            request.taskId(),
            new TaskCommand.CancelTask(ControlTopic.BOB, ControlTopic.accepted(request))),
        "/s",
        null);
  }

  private RunningEngine start(HandlerUnderTest handler) {
    RunningEngine engine =
        RunningEngine.start(infra.bootstrapServers(), database, Map.of(), handler);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private void send(String topic, CloudEvent event) {
    send(record(topic, 0, event));
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, CloudEvent event) {
    var record =
        new ProducerRecord<>(
            topic,
            partition,
            event.subject().getBytes(StandardCharsets.UTF_8),
            event.data().getBytes(StandardCharsets.UTF_8));
    event
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    sent.add(producer.send(record));
  }

  private void flush() throws Exception {
    producer.flush();
    for (Future<?> one : sent) {
      one.get();
    }
    sent.clear();
  }

  private TaskEvent end(TaskId task) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            database.factsOf(task).stream()
                .anyMatch(fact -> fact.event() instanceof TaskEvent.Final));
    return database.factsOf(task).getLast().event();
  }
}
