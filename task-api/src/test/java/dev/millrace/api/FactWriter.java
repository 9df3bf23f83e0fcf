package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.Topics;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Says facts as an executor would.
final class FactWriter implements AutoCloseable {

  private final KafkaProducer<String, String> producer;

  FactWriter(Infra infra) {
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
  }

  void started(String task, long sequence) {
    say(task, sequence, new TaskStarted(1, 1, new ExecutorId("executor")));
  }

  void progressed(String task, long sequence) {
    say(task, sequence, new TaskProgressed(new Progress(sequence, 1_000L, "rows", null)));
  }

  void completed(String task, long sequence) {
    say(task, sequence, new TaskCompleted(1, Json.parse("{\"ok\":true}"), null));
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void say(String task, long sequence, TaskEvent said) {
    var fact = new Fact(TaskId.parse(task), sequence, Instant.now(), said);
    CloudEvent event = TaskCodec.write(fact, "/test", null);
    var line = new ProducerRecord<>(Topics.EVENTS, task, event.data());
    event.headers().forEach((name, value) -> line.headers().add(name, value.getBytes(UTF_8)));
    var _ = producer.send(line);
  }
}
