package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// High first, low never starved.
@MillraceInfra
@Timeout(180)
class LanesIT {

  private static final int BLOCKER = 1_000;

  private final Infra infra;

  LanesIT(Infra infra) {
    this.infra = infra;
  }

  @Test
  void aBacklogOfAllPrioritiesStartsHighFirstWithSomeOfEach() throws Exception {
    Queue<TaskId> starts = new ConcurrentLinkedQueue<>();
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var handler =
        HandlerUnderTest.of((parameters, context) -> {
          starts.add(context.taskId());
          if (blocked.getCount() > 0 && parameters.number() == BLOCKER) {
            blocked.countDown();
            go.await();
          }
          return null;
        });
    try (var fixture = new EngineFixture(infra)) {
      var engine =
          fixture.start(
              Map.of("millrace.executor.types." + handler.type() + ".permits", "1"), handler);
      // Every lane has joined its share group when it has run something.
      for (Priority priority : Priority.values()) {
        fixture.send(handler, priority, 1);
      }
      fixture.awaitCompleted(3);
      fixture.send(handler, Priority.NORMAL, BLOCKER, 1);
      blocked.await();
      Map<TaskId, Priority> backlog = new HashMap<>();
      for (Priority priority : List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH)) {
        for (Fact request : fixture.send(handler, priority, 40)) {
          backlog.put(request.taskId(), ((TaskRequested) request.event()).priority());
        }
      }
      // Not all of it stands in the log any more: a log is first in, first out.
      await().atMost(EngineFixture.PATIENCE).until(() -> engine.meter("parked") >= backlog.size());
      go.countDown();
      fixture.awaitCompleted(3 + 1 + backlog.size());

      List<Priority> order =
          starts.stream().filter(backlog::containsKey).map(backlog::get).toList();
      List<Priority> first = order.subList(0, 40);
      assertThat(order).hasSize(backlog.size());
      assertThat(Collections.frequency(first, Priority.HIGH)).as("%s", first).isBetween(20, 32);
      assertThat(Collections.frequency(first, Priority.NORMAL)).as("%s", first).isBetween(4, 14);
      assertThat(Collections.frequency(first, Priority.LOW)).as("%s", first).isBetween(1, 8);
      assertThat(fixture.database().violations()).isEmpty();
    }
  }
}
