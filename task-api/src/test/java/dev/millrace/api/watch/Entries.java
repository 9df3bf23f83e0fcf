package dev.millrace.api.watch;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Facts at their places, and whose tasks they are about.
final class Entries {

  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");

  private Entries() {}

  static UUID task(int number) {
    return new UUID(7, number);
  }

  static LogEntry started(int partition, long offset, UUID task, long sequence) {
    return entry(
        partition, offset, task, sequence, new TaskStarted(1, 1, new ExecutorId("executor")));
  }

  static LogEntry cancelled(int partition, long offset, UUID task, long sequence) {
    return entry(partition, offset, task, sequence, new TaskCancelled(new Actor(ALICE, null)));
  }

  /// The same, and each parse of it is counted.
  static LogEntry counted(LogEntry entry, AtomicInteger parses) {
    return parsedBy(entry, parses::incrementAndGet);
  }

  /// The same, and this is run at each parse of it.
  static LogEntry parsedBy(LogEntry entry, Runnable parse) {
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

  private static LogEntry entry(
      int partition, long offset, UUID task, long sequence, TaskEvent event) {
    var fact = new Fact(new TaskId(task), sequence, Instant.EPOCH, event);
    return new LogEntry(partition, offset, task, sequence, TaskCodec.write(fact, "/test", null));
  }

  /// Tasks with an even number are alice's, the others bob's.
  static final class TwoUsers extends TaskOrigins {

    TwoUsers(JdbcClient unused) {
      super(unused);
    }

    @Override
    Map<UUID, TaskOrigin> find(Set<UUID> tasks) {
      Map<UUID, TaskOrigin> found = new HashMap<>();
      for (UUID task : tasks) {
        UserId user = task.getLeastSignificantBits() % 2 == 0 ? ALICE : BOB;
        found.put(task, new TaskOrigin(user, new TaskType("sleep"), null));
      }
      return found;
    }
  }
}
