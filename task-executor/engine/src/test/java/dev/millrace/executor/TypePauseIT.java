package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A paused type waits, others run, and the wait costs no attempt.
@MillraceInfra
@Timeout(180)
class TypePauseIT {

  private final Infra infra;

  TypePauseIT(Infra infra) {
    this.infra = infra;
  }

  @Test
  void pausedTypeWaitsWhileAnotherRunsAndStartsWithItsFirstAttemptWhenItIsResumed()
      throws Exception {
    Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
    var paused =
        HandlerUnderTest.of((parameters, context) -> {
          attempts.add(context.attempt());
          return null;
        });
    var other = HandlerUnderTest.of((parameters, context) -> null);
    try (var fixture = new EngineFixture(infra)) {
      var engine = fixture.start(Map.of(), paused, other);
      fixture.send(paused, Priority.NORMAL, 1);
      fixture.awaitCompleted(1);
      say(paused.type(), true);
      await().atMost(EngineFixture.PATIENCE).until(() -> !isOpen(engine, paused.type()));

      fixture.send(paused, Priority.NORMAL, 20);
      fixture.send(paused, Priority.HIGH, 20);
      fixture.send(other, Priority.NORMAL, 40);
      fixture.awaitCompleted(1 + 40);
      assertThat(attempts).as("of the paused type").hasSize(1);

      // One that starts later knows it before it takes in anything.
      var later = fixture.start(Map.of(), paused, other);
      assertThat(isOpen(later, paused.type())).isFalse();
      fixture.send(other, Priority.NORMAL, 40);
      fixture.awaitCompleted(1 + 80);
      assertThat(attempts).as("of the paused type").hasSize(1);

      say(paused.type(), false);
      fixture.awaitCompleted(1 + 80 + 40);
      assertThat(attempts).hasSize(41).containsOnly(1);
      assertThat(fixture.database().violations()).isEmpty();
    }
  }

  @Test
  void executorSaysWhatItDoesAndThatItIsGone() throws Exception {
    var handler = HandlerUnderTest.of((parameters, context) -> null);
    String id;
    try (var fixture = new EngineFixture(infra)) {
      id = fixture.start(Map.of(), handler).id().value();
      await().atMost(EngineFixture.PATIENCE).until(() -> !snapshots(id).isEmpty());
      ExecutorSnapshot snapshot = TaskCodec.readSnapshot(String.valueOf(snapshots(id).getFirst()));
      assertThat(snapshot.types().stream().map(ExecutorSnapshot.TypeLoad::type))
          .contains(handler.type());
    }

    await()
        .atMost(EngineFixture.PATIENCE)
        .untilAsserted(() -> assertThat(snapshots(id).getLast()).isNull());
  }

  private static boolean isOpen(RunningEngine engine, TaskType type) {
    return engine.bean(TypeGate.class).isOpen(type);
  }

  private void say(TaskType type, boolean paused) throws Exception {
    var control = new TypeControl(type, paused, new UserId("root"), "a test", Instant.now());
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.TYPE_CONTROLS, type.value(), TaskCodec.write(control)))
          .get();
    }
  }

  /// What an executor has said so far, in order; null where it said that it is gone.
  private List<@Nullable String> snapshots(String id) {
    List<@Nullable String> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(Topics.EXECUTOR_SNAPSHOTS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> {
              if (id.equals(record.key())) {
                found.add(record.value());
              }
            });
      }
    }
    return found;
  }
}
