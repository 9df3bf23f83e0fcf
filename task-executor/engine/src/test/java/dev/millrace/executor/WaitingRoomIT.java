package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tasks that find no permit wait outside the log, and permits that become free are shared by
/// users.
@MillraceInfra
@Timeout(180)
class WaitingRoomIT {

  private static final int FEW = 5;

  private final Infra infra;

  WaitingRoomIT(Infra infra) {
    this.infra = infra;
  }

  /// Work that goes on until the test lets it end.
  private static final class Gate {
    private final Set<TaskId> started = ConcurrentHashMap.newKeySet();
    private final Semaphore ends = new Semaphore(0);

    HandlerUnderTest handler() {
      return HandlerUnderTest.of((_, context) -> {
        started.add(context.taskId());
        ends.acquire();
        return null;
      });
    }

    long startedOf(List<Fact> requests) {
      return requests.stream().filter(request -> started.contains(request.taskId())).count();
    }
  }

  @Test
  void aSecondUsersTasksStartAsTheFirstUsersEndOverTwoExecutors() throws Exception {
    Gate gate = new Gate();
    var handler = gate.handler();
    try (var fixture = new EngineFixture(infra)) {
      fixture.start(permits(handler, FEW), handler);
      fixture.start(permits(handler, FEW), handler);
      List<Fact> many = fixture.send("ann", handler, 300);
      await().atMost(EngineFixture.PATIENCE).until(() -> gate.started.size() == 2 * FEW);
      List<Fact> few = fixture.send("bob", handler, FEW);
      await().atMost(EngineFixture.PATIENCE).until(() -> fixture.waiting() == 300 - FEW);
      assertThat(gate.startedOf(few)).isZero();

      gate.ends.release(FEW);
      await().atMost(EngineFixture.PATIENCE).until(() -> gate.started.size() == 3 * FEW);
      assertThat(gate.startedOf(few)).as("all of the next ones").isEqualTo(FEW);

      gate.ends.release(1_000);
      fixture.awaitCompleted(300 + FEW);
      assertThat(gate.startedOf(many)).isEqualTo(300);
      assertThat(fixture.waiting()).isZero();
      assertThat(fixture.database().factsByTask().values())
          .allSatisfy(facts -> assertThat(facts).hasSize(2));
      assertThat(fixture.database().violations()).isEmpty();
    } finally {
      gate.ends.release(10_000);
    }
  }

  @Test
  void aUserAloneHasAllPermits() throws Exception {
    Gate gate = new Gate();
    var handler = gate.handler();
    try (var fixture = new EngineFixture(infra)) {
      fixture.start(permits(handler, 20), handler);
      fixture.send("ann", handler, 50);
      await().atMost(EngineFixture.PATIENCE).until(() -> gate.started.size() == 20);
      gate.ends.release(20);
      await().atMost(EngineFixture.PATIENCE).until(() -> gate.started.size() == 40);
    } finally {
      gate.ends.release(10_000);
    }
  }

  @Test
  void whatNobodyCompetesForNeverWaits() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> null);
    try (var fixture = new EngineFixture(infra)) {
      var engine = fixture.start(Map.of(), handler);
      fixture.send("ann", handler, 3_000);
      fixture.awaitCompleted(3_000);

      assertThat(engine.meter("parked")).isZero();
    }
  }

  @Test
  void commandsAndDeadlinesEndWhatWaits() throws Exception {
    Gate gate = new Gate();
    var handler = gate.handler();
    try (var fixture = new EngineFixture(infra);
        var work = new WorkTopic(infra.bootstrapServers());
        var control = new ControlTopic(infra.bootstrapServers())) {
      var engine = fixture.start(permits(handler, 1), handler);
      fixture.send("ann", handler, 1);
      await().atMost(EngineFixture.PATIENCE).until(() -> gate.started.size() == 1);
      Fact cancelled = WorkTopic.request(handler.type(), "{\"number\":1}");
      Fact paused = WorkTopic.request(handler.type(), "{\"number\":2}");
      Fact late = WorkTopic.request(handler.type(), "{\"number\":3}", Duration.ofSeconds(3));
      List.of(cancelled, paused, late).forEach(work::send);
      work.flush();
      await().atMost(EngineFixture.PATIENCE).until(() -> engine.meter("parked") == 3);

      control.send(
          ControlTopic.to(
              cancelled.taskId(),
              new TaskCommand.CancelTask(ControlTopic.BOB, ControlTopic.accepted(cancelled))));
      control.send(
          ControlTopic.to(
              paused.taskId(),
              new TaskCommand.PauseTask(ControlTopic.BOB, ControlTopic.accepted(paused))));
      await().atMost(EngineFixture.PATIENCE).until(() -> fixture.waiting() == 0);
      assertThat(events(fixture, cancelled)).containsExactly(new TaskCancelled(ControlTopic.BOB));
      assertThat(events(fixture, paused)).containsExactly(new TaskPaused(ControlTopic.BOB));
      await().atMost(EngineFixture.PATIENCE).until(() -> events(fixture, late).size() == 2);
      assertThat(events(fixture, late).getLast())
          .isInstanceOfSatisfying(
              TaskTimedOut.class,
              timedOut -> assertThat(timedOut.error().code()).isEqualTo("deadline"));
      assertThat(gate.started).hasSize(1);

      // A resumed task waits again, and is none the worse for it.
      control.send(ControlTopic.to(paused.taskId(), new TaskCommand.ResumeTask(ControlTopic.BOB)));
      await().atMost(EngineFixture.PATIENCE).until(() -> events(fixture, paused).size() == 2);
      work.send(handler.type(), fixture.database().factsOf(paused.taskId()).getLast());
      work.flush();
      await().atMost(EngineFixture.PATIENCE).until(() -> fixture.waiting() == 1);
      gate.ends.release(10);
      fixture.awaitCompleted(2);
      assertThat(events(fixture, paused))
          .containsExactly(
              new TaskPaused(ControlTopic.BOB),
              new TaskResumed(ControlTopic.BOB),
              new TaskStarted(1, 1, engine.id()),
              new TaskCompleted(1, null, null));
      assertThat(fixture.database().violations()).isEmpty();
    } finally {
      gate.ends.release(10_000);
    }
  }

  @Test
  void aDeadExecutorLeavesTheRoomToTheOthers() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    var stuck =
        HandlerUnderTest.of((_, _) -> {
          never.await();
          return null;
        });
    var lively =
        new HandlerUnderTest(stuck.type(), stuck.policy(), Workload.WAITS, false, (_, _) -> null);
    Map<String, Object> settings = new HashMap<>(EngineFixture.SHORT_LEASE);
    settings.putAll(permits(stuck, FEW));
    try (var fixture = new EngineFixture(infra)) {
      var dead = fixture.start(settings, stuck);
      fixture.send("ann", stuck, 200);
      await().atMost(EngineFixture.PATIENCE).until(() -> fixture.waiting() == 200 - FEW);
      dead.freeze();
      fixture.start(settings, lively);
      fixture.awaitCompleted(200);

      List<TaskEvent> events = fixture.database().facts().stream().map(Fact::event).toList();
      assertThat(events).filteredOn(TaskStarted.class::isInstance).hasSize(200);
      assertThat(events).filteredOn(TaskTakenOver.class::isInstance).hasSize(FEW);
      assertThat(fixture.database().violations()).isEmpty();
    } finally {
      never.countDown();
    }
  }

  private static List<TaskEvent> events(EngineFixture fixture, Fact request) {
    return fixture.database().factsOf(request.taskId()).stream().map(Fact::event).toList();
  }

  private static Map<String, Object> permits(HandlerUnderTest handler, int permits) {
    return Map.of("millrace.executor.types." + handler.type() + ".permits", permits);
  }
}
