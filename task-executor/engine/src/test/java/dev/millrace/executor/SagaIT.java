package dev.millrace.executor;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sagas on real engines: each step and each compensation counts once, by its rows.
@MillraceInfra
@Timeout(120)
class SagaIT {

  private static final Map<String, Object> QUICK =
      Map.of(
          "millrace.executor.lease", "1500ms",
          "millrace.executor.heartbeat", "200ms",
          "millrace.executor.grace", "5s");
  private static final TaskPolicy SOON =
      TaskPolicy.STANDARD.withBackoff(Duration.ofMillis(1), Duration.ofMillis(1));
  private static final TaskError NO_GOOD = new TaskError("no-good", "it cannot be stored", false);

  // A new member of a share group waits for its assignment until its second heartbeat, 5 s.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final CountDownLatch THAW = new CountDownLatch(1);

  private static final Saga FAILS_ONCE = new Saga(SagaIT::busyAtFirst, _ -> {});
  private static final Saga FAILS_FOR_GOOD_ONCE = new Saga(SagaIT::badAtFirst, _ -> {});
  private static final Saga HANGS = new Saga(SagaIT::hangAtFirst, _ -> {});
  private static final Saga ALWAYS_BUSY = new Saga(_ -> busy(), _ -> {});
  private static final Saga HARD_TO_UNDO = new Saga(_ -> bad(), SagaIT::notYet);
  private static final Saga FREEZES = new Saga(_ -> bad(), SagaIT::freezeAtFirst);

  private static Infra infra;
  private static EngineDatabase database;
  private static WorkTopic work;
  private static ControlTopic control;
  private static RunningEngine engine;

  /// What happens at the `time`th call, from 1.
  private interface Then {
    void run(int time) throws Exception;
  }

  /// Two steps, and what the test wants after them, and within the compensation of the first.
  private static final class Saga {
    private final HandlerUnderTest handler;
    private final AtomicInteger forward = new AtomicInteger();
    private final AtomicInteger back = new AtomicInteger();

    Saga(Then after, Then inFirstCompensation) {
      handler =
          HandlerUnderTest.of(
                  (_, context) -> {
                    record Made(String what) {}
                    Made split =
                        context
                            .saga()
                            .step(
                                "split",
                                Made.class,
                                database -> {
                                  effect(context, "+split").write(database);
                                  return new Made("split");
                                },
                                (made, database) -> {
                                  effect(context, "-" + made.what()).write(database);
                                  inFirstCompensation.run(back.incrementAndGet());
                                });
                    context
                        .saga()
                        .step(
                            "nodes",
                            String.class,
                            () -> "+nodes of " + split.what(),
                            (made, database) -> {
                              effect(context, made).write(database);
                              return made;
                            },
                            (_, database) -> effect(context, "-nodes").write(database));
                    // Again while its compensations are heard of, as plain code does.
                    after.run(forward.incrementAndGet());
                    return null;
                  })
              .with(SOON);
    }
  }

  @BeforeAll
  static void start(Infra shared) {
    infra = shared;
    database = new EngineDatabase(infra.newDatabase("saga"));
    database.client().sql("create table effect (at serial, task_id uuid, what text)").update();
    work = new WorkTopic(infra.bootstrapServers());
    control = new ControlTopic(infra.bootstrapServers());
    engine = start(FAILS_ONCE, FAILS_FOR_GOOD_ONCE, HANGS, ALWAYS_BUSY, HARD_TO_UNDO);
  }

  @AfterAll
  static void stop() {
    engine.close();
    control.close();
    work.close();
    database.close();
  }

  @Test
  void aRetrySkipsWhatIsCompletedAndSucceeds() throws Exception {
    Fact request = send(FAILS_ONCE);
    relay(FAILS_ONCE, request, TaskRetryScheduled.class);
    awaitEnd(request);

    assertThat(events(request))
        .filteredOn(TaskStepCompleted.class::isInstance)
        .containsExactly(new TaskStepCompleted("split", 0), new TaskStepCompleted("nodes", 1));
    assertThat(events(request).getLast()).isInstanceOf(TaskCompleted.class);
    assertThat(effects(request)).containsExactly("+split", "+nodes of split");
  }

  @Test
  void aPermanentFailureIsUndoneInReverseAndARetryBeginsAfresh() throws Exception {
    Fact request = send(FAILS_FOR_GOOD_ONCE);
    awaitEnd(request);

    assertThat(events(request).subList(3, 7))
        .containsExactly(
            new TaskCompensationStarted(1, NO_GOOD),
            new TaskStepCompensated("nodes", 1),
            new TaskStepCompensated("split", 0),
            new TaskFailed(1, NO_GOOD));
    assertThat(effects(request)).containsExactly("+split", "+nodes of split", "-nodes", "-split");

    control.send(to(request.taskId(), new TaskCommand.RetryTask(BOB)));
    relay(FAILS_FOR_GOOD_ONCE, request, TaskRedriven.class);
    await().atMost(PATIENCE).until(() -> has(request, TaskCompleted.class));
    assertThat(effects(request)).endsWith("-split", "+split", "+nodes of split").hasSize(6);
  }

  @Test
  void cancellingInTheMiddleUndoesWhatIsThere() throws Exception {
    Fact request = send(HANGS);
    await().atMost(PATIENCE).until(() -> HANGS.forward.get() == 1);
    cancel(request);
    awaitEnd(request);

    assertThat(events(request).getLast()).isEqualTo(new TaskCancelled(BOB));
    assertThat(effects(request)).containsExactly("+split", "+nodes of split", "-nodes", "-split");
  }

  @Test
  void cancellingATaskThatWaitsForItsRetryUndoesItsSteps() throws Exception {
    Fact request = send(ALWAYS_BUSY);
    await().atMost(PATIENCE).until(() -> has(request, TaskRetryScheduled.class));
    cancel(request);
    awaitEnd(request);

    assertThat(events(request).getLast()).isEqualTo(new TaskCancelled(BOB));
    assertThat(effects(request)).containsExactly("+split", "+nodes of split", "-nodes", "-split");
  }

  @Test
  void aFailedCompensationIsTriedAgainAndKeepsTheFirstError() throws Exception {
    Fact request = send(HARD_TO_UNDO);
    relay(HARD_TO_UNDO, request, TaskRetryScheduled.class);
    awaitEnd(request);

    assertThat(events(request).getLast()).isEqualTo(new TaskFailed(2, NO_GOOD));
    assertThat(effects(request)).containsExactly("+split", "+nodes of split", "-nodes", "-split");
  }

  @Test
  void whoeverTakesOverInTheMiddleOfAnUndoingGoesOnWithIt() throws Exception {
    try (var owner = start(FREEZES)) {
      Fact request = send(FREEZES);
      await().atMost(PATIENCE).until(() -> FREEZES.back.get() == 1);
      try (var other = start(FREEZES)) {
        owner.freeze();
        awaitEnd(request);
        THAW.countDown();
        await().atMost(PATIENCE).until(() -> owner.running() == 0);

        assertThat(events(request).subList(3, 8))
            .containsExactly(
                new TaskCompensationStarted(1, NO_GOOD),
                new TaskStepCompensated("nodes", 1),
                new TaskTakenOver(1, 2, other.id(), owner.id(), 1),
                new TaskStepCompensated("split", 0),
                new TaskFailed(1, NO_GOOD));
        assertThat(effects(request))
            .containsExactly("+split", "+nodes of split", "-nodes", "-split");
      }
    }
  }

  private static void busyAtFirst(int time) {
    if (time == 1) {
      busy();
    }
  }

  private static void busy() {
    throw new TransientFailure("busy", "later");
  }

  /// The second time is the one in which the compensations are heard of.
  private static void badAtFirst(int time) {
    if (time <= 2) {
      bad();
    }
  }

  private static void bad() {
    throw new PermanentFailure(NO_GOOD.code(), NO_GOOD.message());
  }

  private static void hangAtFirst(int time) throws InterruptedException {
    if (time == 1) {
      NEVER.await();
    }
  }

  private static void notYet(int time) {
    if (time == 1) {
      throw new IllegalStateException("not now");
    }
  }

  private static void freezeAtFirst(int time) throws InterruptedException {
    if (time == 1) {
      THAW.await();
    }
  }

  private static TransactionalWork effect(TaskContext context, String what) {
    return client ->
        client
            .sql("insert into effect (task_id, what) values (?, ?)")
            .param(context.taskId().value())
            .param(what)
            .update();
  }

  private static List<String> effects(Fact request) {
    return database
        .client()
        .sql("select what from effect where task_id = ? order by at")
        .param(request.taskId().value())
        .query((row, _) -> row.getString("what"))
        .list();
  }

  private static RunningEngine start(Saga... sagas) {
    HandlerUnderTest[] handlers =
        Arrays.stream(sagas).map(saga -> saga.handler).toArray(HandlerUnderTest[]::new);
    RunningEngine started =
        RunningEngine.start(infra.bootstrapServers(), database, QUICK, handlers);
    await().atMost(PATIENCE).until(started::isWorking);
    return started;
  }

  private static Fact send(Saga saga) throws Exception {
    Fact request = WorkTopic.request(saga.handler.type(), "{\"number\":1}");
    work.send(request);
    work.flush();
    return request;
  }

  private static void cancel(Fact request) throws Exception {
    control.send(to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request))));
  }

  /// Does what a relay would do with the fact that made a task runnable again.
  private static void relay(Saga saga, Fact request, Class<? extends TaskEvent> kind)
      throws Exception {
    await().atMost(PATIENCE).until(() -> has(request, kind));
    work.send(
        saga.handler.type(),
        database.factsOf(request.taskId()).stream()
            .filter(fact -> kind.isInstance(fact.event()))
            .findFirst()
            .orElseThrow());
    work.flush();
  }

  private static boolean has(Fact request, Class<? extends TaskEvent> kind) {
    return events(request).stream().anyMatch(kind::isInstance);
  }

  private static void awaitEnd(Fact request) {
    await().atMost(PATIENCE).until(() -> has(request, TaskEvent.Final.class));
  }

  private static List<TaskEvent> events(Fact request) {
    assertThat(database.violations()).isEmpty();
    return database.factsOf(request.taskId()).stream().map(Fact::event).toList();
  }
}
