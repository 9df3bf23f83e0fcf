package dev.millrace.api.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.query.document.TypeLoads;
import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorListTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final ExecutorGroup MILLRACE = ExecutorGroup.DEFAULT;
  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");

  private final ExecutorList executors = new ExecutorList();

  @Test
  void executorThatFallsSilentIsDeadAndForgottenAfterAnHour() {
    executors.put(snapshot("a", 1), NOW);

    assertThat(executors.at(NOW.plusSeconds(9))).singleElement().matches(ExecutorDocument::alive);
    assertThat(executors.at(NOW.plusSeconds(11)))
        .singleElement()
        .matches(executor -> !executor.alive());
    assertThat(executors.at(NOW.plusSeconds(3601))).isEmpty();
  }

  @Test
  void clockOfAnExecutorCountsForNothing() {
    var ahead =
        new ExecutorSnapshot(
            new ExecutorId("a"), "host", NOW, NOW.plusSeconds(900), List.of(), List.of(), 0);

    executors.put(ahead, NOW);

    assertThat(executors.at(NOW.plusSeconds(11)))
        .singleElement()
        .matches(executor -> !executor.alive());
  }

  @Test
  void historyThatIsReadAgainPutsNothingBack() {
    executors.put(snapshot("a", 2), NOW);

    executors.put(snapshot("a", 1), NOW.minusSeconds(60));

    assertThat(executors.at(NOW)).singleElement().matches(executor -> executor.running() == 2);
  }

  @Test
  void nobodyIsNoExecutorAndOneThatHasStoppedIsGone() {
    executors.put(snapshot("nobody", 1), NOW);
    executors.put(snapshot("a", 1), NOW);
    executors.put(snapshot("b", 1), NOW);

    executors.remove("a");

    assertThat(executors.at(NOW)).extracting(ExecutorDocument::id).containsExactly(id("b"));
  }

  @Test
  void loadOfATypeIsThatOfTheLivingExecutorsWithinItsLimit() {
    executors.put(loaded("a", 3, 2), NOW);
    executors.put(loaded("b", 3, 1), NOW);
    executors.put(loaded("dead", 3, 3), NOW.minusSeconds(60));

    assertThat(executors.load("sleep", MILLRACE, 0, NOW)).isEqualTo(new TypeLoads.Load(3, 6));
    assertThat(executors.load("sleep", MILLRACE, 3, NOW)).isEqualTo(new TypeLoads.Load(3, 3));
    assertThat(executors.load("other", MILLRACE, 3, NOW)).isNull();
  }

  @Test
  void loadIsThatOfTheTasksOwnExecutors() {
    executors.put(loaded("a", 3, 2), NOW);
    executors.put(of(SHOP, loaded("b", 4, 1)), NOW);

    assertThat(executors.load("sleep", MILLRACE, 0, NOW)).isEqualTo(new TypeLoads.Load(2, 3));
    assertThat(executors.load("sleep", SHOP, 0, NOW)).isEqualTo(new TypeLoads.Load(1, 4));
    assertThat(executors.living(NOW)).containsExactly(MILLRACE, SHOP);
  }

  @Test
  void groupThatIsGoneIsSaidOnceAllIsRead() {
    executors.put(of(SHOP, loaded("b", 4, 1)), NOW);
    assertThat(executors.absence("sleep", MILLRACE, NOW)).as("not read yet").isNull();

    executors.markRead();

    assertThat(executors.absence("sleep", SHOP, NOW)).isNull();
    assertThat(executors.absence("sleep", MILLRACE, NOW))
        .isEqualTo("no executor of group millrace is alive");
    assertThat(executors.absence("mail", SHOP, NOW))
        .isEqualTo("no executor of group shop runs this type");
    Instant later = NOW.plusSeconds(11);
    assertThat(executors.absence("sleep", SHOP, later))
        .isEqualTo("no executor of group shop is alive");
    assertThat(executors.living(later)).isEmpty();
  }

  private static ExecutorSnapshot loaded(String id, int permits, int running) {
    var load = new ExecutorSnapshot.TypeLoad(new TaskType("sleep"), permits, running, 0);
    return new ExecutorSnapshot(id(id), "host", NOW, NOW, List.of(load), List.of(), running);
  }

  private static ExecutorSnapshot of(ExecutorGroup group, ExecutorSnapshot one) {
    return new ExecutorSnapshot(
        one.id(),
        one.host(),
        one.startedAt(),
        one.at(),
        one.types(),
        one.tasks(),
        one.running(),
        group,
        "17-4");
  }

  private static ExecutorSnapshot snapshot(String id, int running) {
    return new ExecutorSnapshot(id(id), "host", NOW, NOW, List.of(), List.of(), running);
  }

  private static ExecutorId id(String id) {
    return new ExecutorId(id);
  }
}
