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
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.JournalDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

  /// What happens after the two steps, and within the compensation of the first.
  private interface Then {
    void run() throws Exception;
  }

  private final Infra infra;
  private final AtomicInteger runs = new AtomicInteger();
  private JournalDatabase database;
  private WorkTopic work;
  private ControlTopic control;

  SagaIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new JournalDatabase(infra.newDatabase("saga"));
    database.client().sql("create table effect (at serial, what text)").update();
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
  void aRetrySkipsWhatIsCompletedAndSucceeds() throws Exception {
    var handler =
        handler(
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw new TransientFailure("busy", "later");
              }
            },
            () -> {});
    try (var _ = start(handler)) {
      Fact request = send(handler);
      relay(handler, request, TaskRetryScheduled.class);
      awaitEnd(request);

      assertThat(events(request))
          .filteredOn(event -> event instanceof TaskStepCompleted)
          .containsExactly(new TaskStepCompleted("split", 0), new TaskStepCompleted("nodes", 1));
      assertThat(events(request).getLast()).isInstanceOf(TaskCompleted.class);
      assertThat(effects()).containsExactly("+split", "+nodes of split");
    }
  }

  @Test
  void aPermanentFailureIsUndoneInReverseAndARetryBeginsAfresh() throws Exception {
    var handler =
        handler(
            () -> {
              // Again while its compensations are heard of, as plain code does.
              if (runs.incrementAndGet() <= 2) {
                throw new PermanentFailure(NO_GOOD.code(), NO_GOOD.message());
              }
            },
            () -> {});
    try (var engine = start(handler)) {
      Fact request = send(handler);
      awaitEnd(request);

      assertThat(events(request).subList(3, 7))
          .containsExactly(
              new TaskCompensationStarted(1, NO_GOOD),
              new TaskStepCompensated("nodes", 1),
              new TaskStepCompensated("split", 0),
              new TaskFailed(1, NO_GOOD));
      assertThat(effects()).containsExactly("+split", "+nodes of split", "-nodes", "-split");

      control.send(to(request.taskId(), new TaskCommand.RetryTask(BOB)));
      relay(handler, request, TaskRedriven.class);
      await().atMost(PATIENCE).until(() -> has(request, TaskCompleted.class));
      assertThat(effects()).endsWith("-split", "+split", "+nodes of split").hasSize(6);
      await().atMost(PATIENCE).until(() -> engine.running() == 0);
    }
  }

  @Test
  void cancellingInTheMiddleUndoesWhatIsThere() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    var handler =
        handler(
            () -> {
              // The handler comes here again while its compensations are heard of.
              if (runs.incrementAndGet() == 1) {
                never.await();
              }
            },
            () -> {});
    try (var _ = start(handler)) {
      Fact request = send(handler);
      await().atMost(PATIENCE).until(() -> runs.get() == 1);
      control.send(to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request))));
      awaitEnd(request);

      assertThat(events(request).getLast()).isEqualTo(new TaskCancelled(BOB));
      assertThat(effects()).containsExactly("+split", "+nodes of split", "-nodes", "-split");
    }
  }

  @Test
  void cancellingATaskThatWaitsForItsRetryUndoesItsSteps() throws Exception {
    var handler =
        handler(
            () -> {
              throw new TransientFailure("busy", "later");
            },
            () -> {});
    try (var _ = start(handler)) {
      Fact request = send(handler);
      await().atMost(PATIENCE).until(() -> has(request, TaskRetryScheduled.class));
      control.send(to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request))));
      awaitEnd(request);

      assertThat(events(request).getLast()).isEqualTo(new TaskCancelled(BOB));
      assertThat(effects()).containsExactly("+split", "+nodes of split", "-nodes", "-split");
    }
  }

  @Test
  void whoeverTakesOverInTheMiddleOfAnUndoingGoesOnWithIt() throws Exception {
    CountDownLatch thaw = new CountDownLatch(1);
    AtomicInteger undoing = new AtomicInteger();
    var handler =
        handler(
            () -> {
              throw new PermanentFailure(NO_GOOD.code(), NO_GOOD.message());
            },
            () -> {
              if (undoing.incrementAndGet() == 1) {
                thaw.await();
              }
            });
    try (var owner = start(handler)) {
      Fact request = send(handler);
      await().atMost(PATIENCE).until(() -> undoing.get() == 1);
      try (var other = start(handler)) {
        owner.freeze();
        awaitEnd(request);
        thaw.countDown();
        await().atMost(PATIENCE).until(() -> owner.running() == 0);

        assertThat(events(request).subList(3, 8))
            .containsExactly(
                new TaskCompensationStarted(1, NO_GOOD),
                new TaskStepCompensated("nodes", 1),
                new TaskTakenOver(1, 2, other.id(), owner.id(), 1),
                new TaskStepCompensated("split", 0),
                new TaskFailed(1, NO_GOOD));
        assertThat(effects()).containsExactly("+split", "+nodes of split", "-nodes", "-split");
      }
    }
  }

  @Test
  void aFailedCompensationIsTriedAgainAndKeepsTheFirstError() throws Exception {
    AtomicInteger undoing = new AtomicInteger();
    var handler =
        handler(
            () -> {
              throw new PermanentFailure(NO_GOOD.code(), NO_GOOD.message());
            },
            () -> {
              if (undoing.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
              }
            });
    try (var _ = start(handler)) {
      Fact request = send(handler);
      relay(handler, request, TaskRetryScheduled.class);
      awaitEnd(request);

      assertThat(events(request).getLast()).isEqualTo(new TaskFailed(2, NO_GOOD));
      assertThat(effects()).containsExactly("+split", "+nodes of split", "-nodes", "-split");
    }
  }

  /// Two steps, and what the test wants after them.
  private HandlerUnderTest handler(Then after, Then inFirstCompensation) {
    return HandlerUnderTest.of(
            (_, context) -> {
              record Made(String what) {}
              Made split =
                  context
                      .saga()
                      .step(
                          "split",
                          Made.class,
                          database -> {
                            effect("+split").write(database);
                            return new Made("split");
                          },
                          (made, database) -> {
                            effect("-" + made.what()).write(database);
                            inFirstCompensation.run();
                          });
              nodes(context, split.what());
              after.run();
              return null;
            })
        .with(SOON);
  }

  private static void nodes(TaskContext context, String of) throws Exception {
    context
        .saga()
        .step(
            "nodes",
            String.class,
            () -> "+nodes of " + of,
            (made, database) -> {
              effect(made).write(database);
              return made;
            },
            (_, database) -> effect("-nodes").write(database));
  }

  private static TransactionalWork effect(String what) {
    return client -> client.sql("insert into effect (what) values (?)").param(what).update();
  }

  private List<String> effects() {
    return database.client().sql("select what from effect order by at").query((row, _) -> row.getString("what")).list();
  }

  private RunningEngine start(HandlerUnderTest handler) {
    RunningEngine engine = RunningEngine.start(infra.bootstrapServers(), database, QUICK, handler);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private Fact send(HandlerUnderTest handler) throws Exception {
    Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
    work.send(request);
    work.flush();
    return request;
  }

  /// Does what a relay would do with the fact that made a task runnable again.
  private void relay(HandlerUnderTest handler, Fact request, Class<? extends TaskEvent> kind)
      throws Exception {
    await().atMost(PATIENCE).until(() -> has(request, kind));
    work.send(
        handler.type(),
        database.factsOf(request.taskId()).stream()
            .filter(fact -> kind.isInstance(fact.event()))
            .findFirst()
            .orElseThrow());
    work.flush();
  }

  private boolean has(Fact request, Class<? extends TaskEvent> kind) {
    return events(request).stream().anyMatch(kind::isInstance);
  }

  private void awaitEnd(Fact request) {
    await().atMost(PATIENCE).until(() -> has(request, TaskEvent.Final.class));
  }

  private List<TaskEvent> events(Fact request) {
    assertThat(database.violations()).isEmpty();
    return database.factsOf(request.taskId()).stream().map(Fact::event).toList();
  }
}
