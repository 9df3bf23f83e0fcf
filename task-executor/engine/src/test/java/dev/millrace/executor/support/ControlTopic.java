package dev.millrace.executor.support;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Puts commands where the api's relay would put them.
public final class ControlTopic implements AutoCloseable {

  /// Who asks.
  public static final Actor BOB = new Actor(new UserId("bob"), "wrong file");

  private final KafkaProducer<String, byte[]> producer;

  public ControlTopic(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// What the api tells of a task.
  public static Acceptance accepted(Fact request) {
    return new Acceptance(request.time(), (TaskRequested) request.event());
  }

  public static AddressedCommand to(TaskId task, TaskCommand command) {
    return new AddressedCommand(task, UUID.randomUUID().toString(), Instant.now(), command);
  }

  /// Returns when the command is acknowledged; it goes to the default group.
  public void send(AddressedCommand command) throws Exception {
    send(ExecutorGroup.DEFAULT, command);
  }

  /// Returns when the command is acknowledged.
  public void send(ExecutorGroup owners, AddressedCommand command) throws Exception {
    var event = TaskCodec.write(command, "/millrace/api", null);
    var record =
        new ProducerRecord<>(
            Topics.control(owners),
            command.taskId().toString(),
            event.data().getBytes(StandardCharsets.UTF_8));
    event
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    producer.send(record).get();
  }

  @Override
  public void close() {
    producer.close();
  }
}
