package dev.millrace.executor.support;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.WorkItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Puts work where a relay would put it.
public final class WorkTopic implements AutoCloseable {

  private static final UserId ALICE = new UserId("alice");

  private final KafkaProducer<String, byte[]> producer;
  private final List<Future<?>> sent = new ArrayList<>();

  public WorkTopic(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// A request as the api would accept it.
  public static Fact request(TaskType type, String parameters) {
    return request(type, Priority.NORMAL, parameters, null);
  }

  /// The same with parameters that are stored.
  public static Fact request(TaskType type, StoredParameters stored) {
    Fact fact = request(type, "{}");
    return new Fact(
        fact.taskId(), 0, fact.time(), ((TaskRequested) fact.event()).with(stored.addedTo(null)));
  }

  /// The same with another priority.
  public static Fact request(TaskType type, Priority priority, String parameters) {
    return request(type, priority, parameters, null);
  }

  /// The same of a user.
  public static Fact request(UserId user, TaskType type, String parameters) {
    return request(user, type, Priority.NORMAL, parameters, null);
  }

  /// The same with a limit from its submission to its end.
  public static Fact request(TaskType type, String parameters, @Nullable Duration limit) {
    return request(type, Priority.NORMAL, parameters, limit);
  }

  private static Fact request(
      TaskType type, Priority priority, String parameters, @Nullable Duration limit) {
    return request(ALICE, type, priority, parameters, limit);
  }

  private static Fact request(
      UserId user, TaskType type, Priority priority, String parameters, @Nullable Duration limit) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Fact(
        new TaskId(UUID.randomUUID()),
        0,
        now,
        new TaskRequested(
            type,
            user,
            priority,
            Json.parse(parameters),
            null,
            null,
            null,
            null,
            3,
            null,
            limit == null ? null : now.plus(limit),
            Duration.ofDays(7)));
  }

  /// The same, not to be started before a moment.
  public static Fact at(Instant runAt, Fact fact) {
    TaskRequested of = (TaskRequested) fact.event();
    return new Fact(
        fact.taskId(),
        0,
        fact.time(),
        new TaskRequested(
            of.type(),
            of.userId(),
            of.priority(),
            of.parameters(),
            of.projectId(),
            of.parentId(),
            of.metadata(),
            runAt,
            of.maxRetries(),
            of.timeout(),
            of.deadline(),
            of.retention()));
  }

  /// The same as a task of these executors.
  public static Fact of(ExecutorGroup group, Fact fact) {
    return new Fact(fact.taskId(), 0, fact.time(), ((TaskRequested) fact.event()).ownedBy(group));
  }

  /// The same as its executor reads it.
  public static WorkItem item(Fact request) {
    return new WorkItem.Requested(
        new AcceptedTask(request.taskId(), request.time(), (TaskRequested) request.event(), null),
        TaskCodec.dataOf(request.event()));
  }

  public void send(Fact fact) {
    TaskRequested request = (TaskRequested) fact.event();
    sent.add(producer.send(record(request.workTopic(), fact)));
  }

  /// The same on any topic.
  public void send(String topic, Fact fact) {
    sent.add(producer.send(record(topic, fact)));
  }

  /// A fact that made a task of this type runnable again.
  public void send(TaskType type, Fact fact) {
    sent.add(producer.send(record(Topics.work(type, Priority.NORMAL), fact)));
  }

  /// Something that is no work item.
  public void sendRaw(TaskType type, String key, String value) {
    sent.add(
        producer.send(
            new ProducerRecord<>(
                Topics.work(type, Priority.NORMAL), key, value.getBytes(StandardCharsets.UTF_8))));
  }

  /// Returns when everything sent is acknowledged.
  public void flush() throws Exception {
    producer.flush();
    for (Future<?> one : sent) {
      one.get();
    }
    sent.clear();
  }

  private static ProducerRecord<String, byte[]> record(String topic, Fact fact) {
    var event = TaskCodec.write(fact, "/millrace/api", null);
    var record =
        new ProducerRecord<>(
            topic, fact.taskId().toString(), event.data().getBytes(StandardCharsets.UTF_8));
    event
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  @Override
  public void close() {
    producer.close();
  }
}
