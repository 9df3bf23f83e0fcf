package dev.millrace.api.watch.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.Topics;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Facts at their positions, and whose tasks they are about.
public final class Entries {

  public static final UserId ALICE = new UserId("alice");
  public static final UserId BOB = new UserId("bob");

  private Entries() {}

  public static UUID task(int number) {
    return new UUID(7, number);
  }

  public static LogEntry started(int partition, long offset, UUID task, long sequence) {
    return entry(
        partition, offset, task, sequence, new TaskStarted(1, 1, new ExecutorId("executor")));
  }

  public static LogEntry requested(int partition, long offset, UUID task, UserId user) {
    var request =
        new TaskRequested(
            new TaskType("sleep"),
            user,
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
    return entry(partition, offset, task, 0, request);
  }

  public static LogEntry cancelled(int partition, long offset, UUID task, long sequence) {
    return entry(partition, offset, task, sequence, new TaskCancelled(new Actor(ALICE, null)));
  }

  /// The same, and each parse of it is counted.
  public static LogEntry counted(LogEntry entry, AtomicInteger parses) {
    return parsedBy(entry, parses::incrementAndGet);
  }

  /// The same, and this is run at each parse of it.
  public static LogEntry parsedBy(LogEntry entry, Runnable parse) {
    return new LogEntry(
        entry.partition(),
        entry.offset(),
        entry.task(),
        entry.sequence(),
        entry.event(),
        event -> {
          parse.run();
          return TaskCodec.readFact(event);
        });
  }

  /// The same as a record of the log.
  public static ConsumerRecord<byte[], String> record(LogEntry entry) {
    CloudEvent event = entry.event();
    var record =
        new ConsumerRecord<>(
            Topics.EVENTS, entry.partition(), entry.offset(), new byte[0], event.data());
    event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /// Tasks with an even number are alice's, the others bob's.
  public static Map<UUID, TaskOrigin> origins(Set<? extends UUID> tasks) {
    Map<UUID, TaskOrigin> found = new HashMap<>();
    for (UUID task : tasks) {
      found.put(task, new TaskOrigin(userOf(task), new TaskType("sleep"), null));
    }
    return found;
  }

  public static UserId userOf(UUID task) {
    return task.getLeastSignificantBits() % 2 == 0 ? ALICE : BOB;
  }

  private static LogEntry entry(
      int partition, long offset, UUID task, long sequence, TaskEvent event) {
    var fact = new Fact(new TaskId(task), sequence, Instant.EPOCH, event);
    return new LogEntry(partition, offset, task, sequence, TaskCodec.write(fact, "/test", null));
  }
}
