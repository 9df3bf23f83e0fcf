package dev.millrace.executor.group;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.MalformedRecord;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.kafka.NewestRecords;
import dev.millrace.outbox.relay.slot.StartRefused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this executor may start beside those that are alive: asked before it is heard of, once
/// it is, and again after it has announced its types, since two may start at once.
public final class GroupCheck {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCheck.class);

  /// Snapshots come every two seconds; task-api takes an executor for dead after the same time.
  private static final Duration ALIVE = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ExecutorId self;
  private final ExecutorGroup group;
  private final Set<TaskType> types;
  private final GroupDatabase database;
  private final NewestRecords records;
  private final Clock clock;

  /// @param types whose new tasks are to be the group's
  /// @param kafka how consumers reach Kafka
  /// @param client its name at the brokers
  public GroupCheck(
      ExecutorId self,
      ExecutorGroup group,
      Set<TaskType> types,
      GroupDatabase database,
      Map<String, Object> kafka,
      String client,
      Clock clock) {
    this.self = self;
    this.group = group;
    this.types = Set.copyOf(types);
    this.database = database;
    this.records = new NewestRecords(kafka, client, PATIENCE);
    this.clock = clock;
  }

  /// Returns when nothing speaks against it.
  ///
  /// @throws StartRefused in one line, when it may not start
  /// @throws RuntimeException when that cannot be told now
  public void pass() {
    database.claim(group, self);
    require(look());
  }

  /// The same after the types are announced: waits until no executor of another group is on its way
  /// to announce one of them.
  public void settle() throws InterruptedException {
    long end = System.nanoTime() + ALIVE.toNanos();
    Optional<String> contender = contender();
    while (contender.isPresent()) {
      if (System.nanoTime() - end > 0) {
        throw new StartRefused(contender.get());
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      contender = contender();
    }
  }

  private Optional<String> contender() {
    Seen seen = look();
    require(seen);
    return GroupConflict.contender(group, types, seen.living());
  }

  private void require(Seen seen) {
    GroupConflict.of(group, database.id(), types, seen.catalogue(), seen.living())
        .ifPresent(why -> {
          throw new StartRefused(why);
        });
  }

  /// What stands on the two topics at one moment: who is about to announce a type is in the
  /// snapshots, and who has announced it is in the catalogue as well.
  private record Seen(List<TaskTypeEntry> catalogue, List<ExecutorSnapshot> living) {}

  private Seen look() {
    List<TaskTypeEntry> catalogue = new ArrayList<>();
    List<ExecutorSnapshot> living = new ArrayList<>();
    Instant since = clock.instant().minus(ALIVE);
    for (ConsumerRecord<String, String> line :
        records.of(List.of(Topics.TASK_TYPES, Topics.EXECUTOR_SNAPSHOTS))) {
      try {
        if (line.topic().equals(Topics.TASK_TYPES)) {
          catalogue.add(TaskCodec.readEntry(line.value()));
        } else if (Instant.ofEpochMilli(line.timestamp()).isAfter(since)) {
          living.add(TaskCodec.readSnapshot(line.value()));
        }
      } catch (MalformedRecord e) {
        // What cannot be read is nobody's word.
        LOG.warn("Passed over {} at {}: {}", line.topic(), line.offset(), e.getMessage());
      }
    }
    living.removeIf(snapshot -> snapshot.id().equals(self));
    return new Seen(catalogue, living);
  }
}
