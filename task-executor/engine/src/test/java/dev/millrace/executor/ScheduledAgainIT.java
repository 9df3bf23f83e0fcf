package dev.millrace.executor;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.executor.store.postgres.RunRestoration;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.RelayStandIn;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Tasks that were paused before their time: what a resume makes of them, whatever restarts.
@MillraceInfra
@Timeout(120)
class ScheduledAgainIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofHours(5);

  private final Infra infra;
  private final HandlerUnderTest handler = HandlerUnderTest.of((_, _) -> null);
  private EngineDatabase database;
  private WorkTopic work;
  private ControlTopic control;
  private RelayStandIn relay;

  ScheduledAgainIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("again"));
    work = new WorkTopic(infra.bootstrapServers());
    control = new ControlTopic(infra.bootstrapServers());
    relay = new RelayStandIn(database, infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    relay.close();
    control.close();
    work.close();
    database.close();
  }

  @Test
  void aTaskResumedBeforeItsTimeStartsAtItAndNotBeforeAndOnce() throws Exception {
    Fact request = request(Duration.ofSeconds(8));
    try (var engine = start(handler)) {
      pause(request);
      resume(request);
      awaitFacts(request, 2);
      relay.twice();
      // What task-api sends when its time has come: the row takes no second request.
      work.send(request);
      work.flush();

      List<Fact> facts = awaitEnd(request);

      assertThat(facts.stream().map(Fact::event))
          .containsExactly(
              new TaskPaused(BOB),
              new TaskResumed(BOB, runAt(request)),
              new TaskStarted(1, 1, engine.id()),
              new TaskCompleted(1, null, null));
      assertThat(facts.get(2).time()).isAfterOrEqualTo(runAt(request));
    }
  }

  @Test
  void aTaskThatIsScheduledAgainOutlivesItsExecutor() throws Exception {
    Fact request = request(Duration.ofSeconds(10));
    try (var _ = start(handler)) {
      pause(request);
      resume(request);
      awaitFacts(request, 2);
      relay.carry();
    }
    try (var _ = start(handler)) {
      List<Fact> facts = awaitEnd(request);

      assertThat(facts).hasSize(4);
      assertThat(facts.get(2).time()).isAfterOrEqualTo(runAt(request));
    }
  }

  @Test
  void aTaskWhoseRecordWasLostIsFoundByTheSweep() throws Exception {
    Fact request = request(LONG);
    try (var _ = start(handler)) {
      pause(request);
      resume(request);
      awaitFacts(request, 2);
      database
          .client()
          .sql("update millrace_engine.run set retry_at = now() - interval '1 minute'")
          .update();

      await().atMost(PATIENCE).until(() -> hasEnded(request));

      assertThat(events(request).getLast()).isEqualTo(new TaskCompleted(1, null, null));
    }
  }

  @Test
  void aTaskWhoseTimeCameWhileItWasPausedStartsAtOnceWhenItIsResumed() throws Exception {
    Fact request = request(Duration.ofSeconds(5));
    try (var engine = start(handler)) {
      pause(request);
      awaitFacts(request, 1);
      await().atMost(PATIENCE).until(() -> Instant.now().isAfter(runAt(request)));
      resume(request);

      awaitEnd(request);

      assertThat(events(request))
          .containsExactly(
              new TaskPaused(BOB),
              new TaskResumed(BOB),
              new TaskStarted(1, 1, engine.id()),
              new TaskCompleted(1, null, null));
    }
  }

  @Test
  void aTaskThatIsScheduledAgainIsPausedAndCancelledAsBefore() throws Exception {
    Fact request = request(LONG);
    try (var _ = start(handler)) {
      pause(request);
      resume(request);
      pause(request);
      resume(request);
      control.send(to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request))));
      awaitFacts(request, 5);

      assertThat(events(request))
          .containsExactly(
              new TaskPaused(BOB),
              new TaskResumed(BOB, runAt(request)),
              new TaskPaused(BOB),
              new TaskResumed(BOB, runAt(request)),
              new TaskCancelled(BOB));
      assertThat(database.violations()).isEmpty();
    }
  }

  /// It waits in the executors' store when it is due, as others do.
  @Test
  void aTaskThatFindsNoPermitAtItsTimeWaitsForOne() throws Exception {
    var gate = new CountDownLatch(1);
    var busy =
        HandlerUnderTest.of((_, _) -> {
          gate.await();
          return null;
        });
    Fact first = WorkTopic.request(busy.type(), "{\"number\":1}");
    Fact again = at(Duration.ofSeconds(6), WorkTopic.request(busy.type(), "{\"number\":2}"));
    try (var _ = start(busy)) {
      work.send(first);
      work.flush();
      awaitFacts(first, 1);
      pause(again);
      resume(again);
      await().atMost(PATIENCE).until(() -> carriedUntil(isParked(again)));
      gate.countDown();

      List<Fact> facts = awaitEnd(again);

      assertThat(facts).hasSize(4);
      assertThat(facts.getLast().event()).isEqualTo(new TaskCompleted(1, null, null));
    } finally {
      gate.countDown();
    }
  }

  @Test
  void itsStateIsSaidAgainAfterALostSlot() throws Exception {
    Fact request = request(LONG);
    try (var _ = start(handler)) {
      pause(request);
      resume(request);
      awaitFacts(request, 2);
      new RunRestoration(
              database.client(), new JdbcTransactionManager(database.pool()), Clock.systemUTC())
          .restoreAll();

      assertThat(events(request).getLast())
          .isInstanceOfSatisfying(
              TaskRestored.class,
              restored ->
                  assertThat(restored.state()).isEqualTo(new TaskState.Scheduled(runAt(request))));
    }
  }

  private RunningEngine start(HandlerUnderTest of) {
    RunningEngine engine =
        RunningEngine.start(
            infra.bootstrapServers(),
            database,
            Map.of("millrace.executor.grace", "1s", "millrace.executor.permits", "1"),
            of);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private Fact request(Duration from) {
    return at(from, WorkTopic.request(handler.type(), "{\"number\":1}"));
  }

  private static Fact at(Duration from, Fact request) {
    return WorkTopic.at(Instant.now().plus(from).truncatedTo(ChronoUnit.MILLIS), request);
  }

  private static Instant runAt(Fact request) {
    return Objects.requireNonNull(accepted(request).request().runAt());
  }

  private void pause(Fact request) throws Exception {
    control.send(to(request.taskId(), new TaskCommand.PauseTask(BOB, accepted(request))));
  }

  private void resume(Fact request) throws Exception {
    control.send(to(request.taskId(), new TaskCommand.ResumeTask(BOB)));
  }

  private void awaitFacts(Fact request, int facts) {
    await().atMost(PATIENCE).until(() -> events(request).size() == facts);
  }

  private List<TaskEvent> events(Fact request) {
    return database.factsOf(request.taskId()).stream().map(Fact::event).toList();
  }

  private boolean hasEnded(Fact request) {
    return events(request).stream().anyMatch(TaskEvent.Final.class::isInstance);
  }

  private boolean carriedUntil(boolean done) {
    relay.carry();
    return done;
  }

  private boolean isParked(Fact request) {
    return database
            .client()
            .sql(
                """
                select count(*) from millrace_engine.run
                where task_id = ? and state = 'pending' and waiting_attempt = 1 and outcome is null
                """)
            .param(request.taskId().value())
            .query(Integer.class)
            .single()
        == 1;
  }

  private List<Fact> awaitEnd(Fact request) {
    await().atMost(PATIENCE).until(() -> carriedUntil(hasEnded(request)));
    assertThat(database.violations()).isEmpty();
    return database.factsOf(request.taskId());
  }
}
