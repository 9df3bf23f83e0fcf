package dev.millrace.api.watch.log;

import static dev.millrace.api.watch.log.Entries.ALICE;
import static dev.millrace.api.watch.log.Entries.requested;
import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskOriginsTest {

  private final List<Set<? extends UUID>> lookUps = new ArrayList<>();
  private final TaskOrigins origins = new TaskOrigins(this::find);

  @Test
  void factThatAcceptsATaskSaysWhoseItIs() {
    Map<UUID, TaskOrigin> known =
        origins.of(List.of(requested(0, 1, task(1), ALICE), started(0, 2, task(1), 1)));

    assertThat(known.get(task(1))).isNotNull().returns(ALICE, TaskOrigin::user);
    assertThat(lookUps).isEmpty();
  }

  @Test
  void tasksOfAPollAreLookedUpTogetherAndOnce() {
    List<LogEntry> facts = List.of(started(0, 1, task(2), 1), started(0, 2, task(4), 1));

    assertThat(origins.of(facts)).containsOnlyKeys(task(2), task(4));
    assertThat(origins.of(facts)).containsOnlyKeys(task(2), task(4));

    assertThat(lookUps).isEqualTo(List.of(Set.of(task(2), task(4))));
  }

  @Test
  void taskWithoutARequestIsNobodysAndAskedForAgain() {
    List<LogEntry> facts = List.of(started(0, 1, task(-1), 1));

    assertThat(origins.of(facts)).isEmpty();
    assertThat(origins.of(facts)).isEmpty();

    assertThat(lookUps).hasSize(2);
  }

  @Test
  void floodOfNewTasksLeavesThoseThatWereHeardOfOften() {
    List<LogEntry> often = List.of(started(0, 1, task(2), 1));
    for (int i = 0; i < 40_000; i += 100) {
      assertThat(origins.of(often)).hasSize(1);
      assertThat(origins.of(tasks(10 + i, 100))).hasSize(100);
    }
    for (int i = 40_000; i < 100_000; i += 100) {
      assertThat(origins.of(tasks(10 + i, 100))).hasSize(100);
    }

    assertThat(origins.of(often)).hasSize(1);

    assertThat(lookUps.stream().filter(tasks -> tasks.contains(task(2)))).hasSize(1);
    assertThat(origins.of(tasks(10, 40_000))).hasSize(40_000);
    assertThat(lookUps.getLast()).as("not all are remembered").hasSizeGreaterThan(100);
  }

  private static List<LogEntry> tasks(int first, int number) {
    LogEntry any = started(0, 1, task(first), 1);
    return IntStream.range(first, first + number)
        .mapToObj(i -> new LogEntry(0, i, task(i), 1, any.event()))
        .toList();
  }

  private Map<UUID, TaskOrigin> find(Set<? extends UUID> tasks) {
    lookUps.add(Set.copyOf(tasks));
    return tasks.contains(task(-1)) ? Map.of() : Entries.origins(tasks);
  }
}
