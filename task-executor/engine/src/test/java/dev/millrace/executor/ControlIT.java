package dev.millrace.executor;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What commands do to the tasks of a running engine.
@MillraceInfra
@Timeout(90)
class ControlIT {

  /// Heartbeats so slow that only a wake-up explains that a handler hears of a command at once.
  private static final Map<String, Object> SLOW_HEARTBEAT =
      Map.of(
          "millrace.executor.heartbeat", "20s",
          "millrace.executor.lease", "60s",
          "millrace.executor.permits", "1",
          "millrace.executor.interrupt-patience", "200ms");

  /// How far a handler has come.
  record Step(int done) {}

  private static final Duration SOON = Duration.ofSeconds(3);
  // A new member of a share group waits for its assignment until its second heartbeat, 5 s.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Infra infra;
  private final AtomicInteger runs = new AtomicInteger();
  private EngineDatabase database;
  private WorkTopic work;
  private ControlTopic control;

  ControlIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("control"));
    work = new WorkTopic(infra.bootstrapServers());
    control = new ControlTopic(infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    control.close();
    work.close();
    database.close();
  }

  @Test
  void aTaskCancelledBeforeItRunsNeverRuns() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> runs.incrementAndGet());
    try (var engine = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      control.send(cancel(request));
      await().atMost(PATIENCE).until(() -> engine.commands("applied") == 1);
      send(request);
      await().atMost(PATIENCE).until(() -> engine.meter("duplicates") == 1);

      assertThat(events(request)).containsExactly(new TaskCancelled(BOB));
      assertThat(runs).hasValue(0);
    }
  }

  @Test
  void aPausedTaskIsCancelledWhereItStands() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> runs.incrementAndGet());
    try (var engine = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      control.send(pause(request));
      control.send(cancel(request));
      await().atMost(PATIENCE).until(() -> engine.commands("applied") == 2);

      assertThat(events(request)).containsExactly(new TaskPaused(BOB), new TaskCancelled(BOB));
    }
  }

  @Test
  void aRunningTaskHearsOfItsCancellationAtOnceAndOnlyOnce() throws Exception {
    AtomicLong interrupted = new AtomicLong();
    CountDownLatch never = new CountDownLatch(1);
    var handler =
        HandlerUnderTest.of((_, _) -> {
          runs.incrementAndGet();
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.set(System.nanoTime());
            throw e;
          }
          return null;
        });
    try (var engine = start(handler)) {
      awaitControl(engine);
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);
      await().atMost(PATIENCE).until(() -> runs.get() == 1);
      AddressedCommand cancel = cancel(request);
      long asked = System.nanoTime();
      control.send(cancel);
      control.send(cancel);
      await().atMost(PATIENCE).until(() -> engine.running() == 0);

      assertThat(Duration.ofNanos(interrupted.get() - asked)).isLessThan(SOON);
      assertThat(events(request))
          .hasSize(3)
          .endsWith(new TaskCancelRequested(BOB), new TaskCancelled(BOB));
    }
  }

  @Test
  void aTaskPausedAtACheckpointGivesItsPermitBackAndGoesOnFromItWithoutBurningAnAttempt()
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    var handler =
        HandlerUnderTest.of((parameters, context) -> {
          runs.incrementAndGet();
          int from = context.checkpoint(Step.class).map(Step::done).orElse(0);
          for (int step = 1; parameters.number() == 1 && from == 0; step++) {
            context.commit(new Step(step), TransactionalWork.NONE);
            never.await(20, TimeUnit.MILLISECONDS);
          }
          return Map.of("resumed", from > 0);
        });
    try (var engine = start(handler)) {
      awaitControl(engine);
      Fact paused = WorkTopic.request(handler.type(), "{\"number\":1}");
      Fact next = WorkTopic.request(handler.type(), "{\"number\":2}");
      send(paused);
      await().atMost(PATIENCE).until(() -> runs.get() == 1);
      send(next);
      control.send(pause(paused));
      await().atMost(PATIENCE).until(() -> events(next).size() == 2);

      assertThat(events(next).getLast()).isInstanceOf(TaskCompleted.class);
      assertThat(events(paused)).hasSize(2).endsWith(new TaskPaused(BOB));

      control.send(to(paused.taskId(), new TaskCommand.ResumeTask(BOB)));
      relay(handler, paused, 3);
      await().atMost(PATIENCE).until(() -> events(paused).size() == 5);

      assertThat(events(paused).subList(2, 5))
          .containsExactly(
              new TaskResumed(BOB),
              new TaskStarted(1, 2, engine.id()),
              new TaskCompleted(1, new Json("{\"resumed\":true}"), null));
    }
  }

  @Test
  void aFailedTaskThatIsRedrivenRunsAgainUnderItsIdWithAFreshBudget() throws Exception {
    var handler =
        HandlerUnderTest.of((_, _) -> {
          if (runs.incrementAndGet() == 1) {
            throw new PermanentFailure("boom", "it broke");
          }
          return null;
        });
    try (var engine = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);
      await().atMost(PATIENCE).until(() -> events(request).size() == 2);
      control.send(to(request.taskId(), new TaskCommand.RetryTask(BOB)));
      relay(handler, request, 3);
      await().atMost(PATIENCE).until(() -> events(request).size() == 5);

      assertThat(events(request).subList(2, 5))
          .containsExactly(
              new TaskRedriven(1, BOB),
              new TaskStarted(2, 2, engine.id()),
              new TaskCompleted(2, null, null));
    }
  }

  /// The only permit is free again, and what the abandoned handler commits late counts no more.
  @Test
  void aHandlerThatIgnoresItsInterruptionIsAbandoned() throws Exception {
    var enough = new CountDownLatch(1);
    var late = new CompletableFuture<String>();
    var handler =
        HandlerUnderTest.of((parameters, context) -> {
          runs.incrementAndGet();
          while (parameters.number() == 1 && enough.getCount() > 0) {
            try {
              enough.await();
            } catch (InterruptedException e) {
              // What this handler is for.
            }
          }
          if (parameters.number() == 1) {
            try {
              context.commit(new Step(1), TransactionalWork.NONE);
              late.complete("committed");
            } catch (RuntimeException e) {
              late.complete("refused");
            }
          }
          return null;
        });
    try (var engine = start(handler)) {
      awaitControl(engine);
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);
      await().atMost(PATIENCE).until(() -> runs.get() == 1);
      control.send(cancel(request));

      await().atMost(PATIENCE).until(() -> events(request).getLast() instanceof TaskCancelled);
      assertThat(engine.meter("interruptions.ignored")).isEqualTo(1);
      assertThat(engine.abandoned()).isEqualTo(1);
      Fact next = WorkTopic.request(handler.type(), "{\"number\":2}");
      send(next);
      await().atMost(PATIENCE).until(() -> events(next).getLast() instanceof TaskCompleted);

      enough.countDown();
      assertThat(late).succeedsWithin(PATIENCE).isEqualTo("refused");
      await().atMost(PATIENCE).until(() -> engine.abandoned() == 0);
      assertThat(events(request)).hasSize(3).endsWith(new TaskCancelled(BOB));
    }
  }

  private RunningEngine start(HandlerUnderTest handler) {
    RunningEngine engine =
        RunningEngine.start(infra.bootstrapServers(), database, SLOW_HEARTBEAT, handler);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  /// Does what a relay would do with the fact that made a task runnable again.
  private void relay(HandlerUnderTest handler, Fact request, int sequence) throws Exception {
    await().atMost(PATIENCE).until(() -> events(request).size() == sequence);
    work.send(handler.type(), database.factsOf(request.taskId()).getLast());
    work.flush();
  }

  /// Returns when the engine takes commands: it has dropped one that nobody can follow.
  private void awaitControl(RunningEngine engine) throws Exception {
    control.send(to(new TaskId(UUID.randomUUID()), new TaskCommand.ResumeTask(BOB)));
    await().atMost(PATIENCE).until(() -> engine.commands("ignored") == 1);
  }

  private void send(Fact request) throws Exception {
    work.send(request);
    work.flush();
  }

  private static AddressedCommand cancel(Fact request) {
    return to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request)));
  }

  private static AddressedCommand pause(Fact request) {
    return to(request.taskId(), new TaskCommand.PauseTask(BOB, accepted(request)));
  }

  private List<TaskEvent> events(Fact request) {
    assertThat(database.violations()).isEmpty();
    return database.factsOf(request.taskId()).stream().map(Fact::event).toList();
  }
}
