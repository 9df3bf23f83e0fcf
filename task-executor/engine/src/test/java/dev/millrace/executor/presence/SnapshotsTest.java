package dev.millrace.executor.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.catalogue.ExecutorSnapshot.RunningTask;
import dev.millrace.events.catalogue.ExecutorSnapshot.TypeLoad;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

  private static final TaskType RECALC = new TaskType("recalc");
  private static final TaskType SLEEP = new TaskType("sleep");

  private final Snapshots snapshots =
      new Snapshots(
          new ExecutorId("host-1"),
          "host",
          Instant.EPOCH,
          Map.of(SLEEP, 400, RECALC, 4),
          Set.of(SLEEP),
          new ExecutorGroup("shop"),
          () -> "17-4");

  @Test
  void idleTypesAreThereToo() {
    var snapshot = snapshots.of(List.of(running(7)), Map.of(SLEEP, 30), Instant.EPOCH);

    assertThat(snapshot.types())
        .containsExactly(new TypeLoad(RECALC, 4, 0, null), new TypeLoad(SLEEP, 400, 1, 30, true));
    assertThat(snapshot.running()).isEqualTo(1);
    assertThat(snapshot.owners()).isEqualTo(new ExecutorGroup("shop"));
    assertThat(snapshot.database()).isEqualTo("17-4");
  }

  @Test
  void thoseThatHaveRunTheLongestAreNamedAndAllAreCounted() {
    var tasks = IntStream.rangeClosed(1, 150).mapToObj(i -> running(151 - i)).toList();

    var snapshot = snapshots.of(tasks, Map.of(), Instant.EPOCH);

    assertThat(snapshot.running()).isEqualTo(150);
    assertThat(snapshot.tasks()).hasSize(100);
    assertThat(snapshot.tasks().getFirst()).isEqualTo(running(1));
    assertThat(snapshot.tasks().getLast()).isEqualTo(running(100));
  }

  private static RunningTask running(int second) {
    return new RunningTask(new TaskId(new UUID(0, second)), SLEEP, Instant.ofEpochSecond(second));
  }
}
