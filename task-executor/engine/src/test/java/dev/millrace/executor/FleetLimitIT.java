package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.Priority;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A limit that all executors keep together.
@MillraceInfra
@Timeout(180)
class FleetLimitIT {

  private static final TaskPolicy THREE_AT_ONCE = TaskPolicy.STANDARD.withFleetLimit(3);

  private static final int WARM_UP = -1;

  private final Infra infra;

  FleetLimitIT(Infra infra) {
    this.infra = infra;
  }

  /// Counts what runs at once, and lets each run for a moment, or until the limit is reached.
  private static final class Gauge {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch limitReached;

    Gauge(int limit) {
      limitReached = new CountDownLatch(limit);
    }

    boolean run() throws InterruptedException {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      limitReached.countDown();
      try {
        limitReached.await();
        return never.await(100, TimeUnit.MILLISECONDS);
      } finally {
        running.decrementAndGet();
      }
    }
  }

  @Test
  void twoEnginesTogetherRunNoMoreThanTheFleetMayAndBurnNothing() throws Exception {
    Gauge gauge = new Gauge(3);
    var handler =
        HandlerUnderTest.of((task, _) -> task.number() == WARM_UP || gauge.run())
            .with(THREE_AT_ONCE);
    try (var fixture = new EngineFixture(infra)) {
      var one = fixture.start(Map.of(), handler);
      var other = fixture.start(Map.of(), handler);
      AtomicInteger sent = new AtomicInteger(60);
      await()
          .atMost(EngineFixture.PATIENCE)
          .until(() -> {
            fixture.send(handler, Priority.NORMAL, WARM_UP, 1);
            sent.incrementAndGet();
            return one.meter("claimed") > 0 && other.meter("claimed") > 0;
          });
      for (Priority priority : Priority.values()) {
        fixture.send(handler, priority, 20);
      }
      fixture.awaitCompleted(sent.get());

      assertThat(gauge.most).hasValue(3);
      assertThat(one.meter("claimed") + other.meter("claimed")).isEqualTo(sent.get());
      assertThat(fixture.database().factsByTask().values())
          .allSatisfy(facts -> {
            assertThat(facts).hasSize(2);
            assertThat(facts.getFirst().event())
                .isInstanceOfSatisfying(
                    TaskStarted.class, started -> assertThat(started.attempt()).isEqualTo(1));
          });
    }
  }

  @Test
  void theRoomOfADeadExecutorGoesToWhoTakesItsTasksOver() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    var stuck = HandlerUnderTest.of((_, _) -> never.await(1, TimeUnit.HOURS)).with(THREE_AT_ONCE);
    Gauge gauge = new Gauge(3);
    var lively =
        new HandlerUnderTest(
            stuck.type(), THREE_AT_ONCE, Workload.WAITS, false, (_, _) -> gauge.run());
    try (var fixture = new EngineFixture(infra)) {
      var dead = fixture.start(EngineFixture.SHORT_LEASE, stuck);
      List<Fact> requests = fixture.send(stuck, Priority.NORMAL, 12);
      await().atMost(EngineFixture.PATIENCE).until(() -> dead.running() == 3);
      fixture.start(EngineFixture.SHORT_LEASE, lively);
      dead.freeze();
      fixture.awaitCompleted(requests.size());

      assertThat(dead.running()).isEqualTo(3);
      assertThat(gauge.most.get()).isBetween(1, 3);
      List<TaskEvent> events = fixture.database().facts().stream().map(Fact::event).toList();
      assertThat(events).filteredOn(TaskTakenOver.class::isInstance).hasSize(3);
      assertThat(events)
          .as("nothing new before something was taken over: the fleet was full")
          .filteredOn(event -> event instanceof TaskStarted || event instanceof TaskTakenOver)
          .element(3)
          .isInstanceOf(TaskTakenOver.class);
      assertThat(events)
          .filteredOn(TaskStarted.class::isInstance)
          .allSatisfy(started -> assertThat(((TaskStarted) started).attempt()).isEqualTo(1));
      assertThat(fixture.database().violations()).isEmpty();
    } finally {
      never.countDown();
    }
  }
}
