package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.attempt.thread.ComputingTurns;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.InMemoryRunStore;
import dev.millrace.executor.store.JournalGate;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptRunnerTest {

  /// Later than any deadline that a request of today has.
  private static final Instant NOW = Instant.parse("2140-01-01T12:00:00Z");

  private static final Actor BOB = new Actor(new UserId("bob"), "no longer needed");

  private final InMemoryRunStore.Store store = new InMemoryRunStore.Store();
  private final InMemoryRunStore anne = new InMemoryRunStore(store, new ExecutorId("anne"));
  private final RunningAttempts running = new RunningAttempts();
  private final EngineMeters meters = new EngineMeters(new SimpleMeterRegistry());
  private final OutcomeWriter outcomes = new OutcomeWriter(anne, running, meters);
  private final AbandonedHandlers abandoned =
      new AbandonedHandlers(new AbandonedHandlers.Limits(9, 9), new JournalGate());
  private final AttemptRunner runner =
      new AttemptRunner(
          anne,
          running,
          outcomes,
          new AttemptRunner.Surroundings(
              new HandlerThreads(new ComputingTurns(1, 1), _ -> false),
              abandoned,
              new LargeParameters(new FailingBlobs()),
              new LargeResults(new FailingBlobs(), 1_000)),
          meters,
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<List<TaskEvent>> toldWhenReleased = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    anne.renew();
    outcomes.start();
  }

  @AfterEach
  void close() {
    goOn.countDown();
    outcomes.close();
  }

  @Test
  void permitIsFreeOnceTheOutcomeIsWritten() {
    run((_, _) -> "done");

    awaitRelease();
    assertThat(toldWhenReleased.getFirst())
        .hasExactlyElementsOfTypes(TaskStarted.class, TaskCompleted.class);
    assertThat(running.count()).isZero();
  }

  @Test
  void retryIsDueWhenTheRemoteSideAsksToBeCalledAgain() {
    run((_, _) -> {
      throw new TransientFailure("busy", "come again", Duration.ofSeconds(90), null);
    });

    awaitRelease();
    assertThat(events().getLast())
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> assertThat(retry.retryAt()).isEqualTo(NOW.plusSeconds(90)));
  }

  @Test
  void errorThatAHandlerThrowsIsTheEndOfItsTask() {
    run((_, _) -> {
      throw new AssertionError("no");
    });

    awaitRelease();
    assertThat(events().getLast())
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("handler-error"));
  }

  @Test
  void taskWhoseDeadlineHasPassedTimesOutBeforeItsHandlerIsCalled() {
    run(
        Duration.ofMinutes(1),
        (_, _) -> {
          begun.countDown();
          return null;
        });

    awaitRelease();
    assertThat(events()).hasExactlyElementsOfTypes(TaskStarted.class, TaskTimedOut.class);
    assertThat(begun.getCount()).isEqualTo(1);
  }

  @Test
  void taskOfAnExecutorThatStopsGoesOnElsewhereFromItsCheckpoint() throws Exception {
    TaskClaim claim =
        run((_, context) -> {
          context.commit(Map.of("row", 1), TransactionalWork.NONE);
          begun.countDown();
          goOn.await();
          context.commit(Map.of("row", 2), TransactionalWork.NONE);
          return null;
        });
    begun.await();

    attemptAt(claim).stop(new StopReason.ExecutorStopping());
    goOn.countDown();

    awaitRelease();
    InMemoryRunStore bob = new InMemoryRunStore(store, new ExecutorId("bob"));
    bob.renew();
    assertThat(bob.takeOver(claim.request().type(), 10, 0))
        .extracting(TaskClaim::checkpoint)
        .containsExactly(new Json("{\"row\":1}"));
  }

  @Test
  void attemptThatLostItsTaskWritesNothingAndFreesItsPermit() throws Exception {
    TaskClaim claim =
        run((_, _) -> {
          begun.countDown();
          goOn.await();
          return null;
        });
    begun.await();

    attemptAt(claim).stop(new StopReason.LeaseLost());

    awaitRelease();
    assertThat(events()).hasExactlyElementsOfTypes(TaskStarted.class);
    assertThat(running.count()).isZero();
  }

  @Test
  void taskOfAHandlerThatIgnoresItsInterruptionEndsWithoutIt() throws Exception {
    TaskClaim claim =
        run((_, _) -> {
          begun.countDown();
          awaitStubbornly(goOn);
          return "too late";
        });
    begun.await();
    Attempt attempt = attemptAt(claim);
    attempt.stop(new StopReason.Cancelled(BOB));

    assertThat(runner.abandon(attempt)).isTrue();

    awaitRelease();
    assertThat(abandoned.all()).containsExactly(attempt);
    goOn.countDown();
    await().untilAsserted(() -> assertThat(abandoned.all()).isEmpty());
    assertThat(events()).hasSize(2).endsWith(new TaskCancelled(BOB));
    assertThat(toldWhenReleased).hasSize(1);
  }

  @Test
  void attemptWhoseHandlerHasEndedIsNotAbandoned() {
    Attempt ended = Attempts.any(Attempts.WAITS);
    ended.stop(new StopReason.Cancelled(BOB));

    assertThat(runner.abandon(ended)).isFalse();

    assertThat(abandoned.all()).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void stepsOfASagaAreUndoneBeforeItsTaskFails() {
    List<String> done = new CopyOnWriteArrayList<>();
    run((_, context) -> {
      context.saga().step("book", _ -> done.add("book"), _ -> done.add("unbook"));
      throw new PermanentFailure("sold-out", "no seat is left");
    });

    awaitRelease();
    assertThat(done).containsExactly("book", "unbook");
    assertThat(toldWhenReleased.getFirst())
        .hasExactlyElementsOfTypes(
            TaskStarted.class,
            TaskStepCompleted.class,
            TaskCompensationStarted.class,
            TaskStepCompensated.class,
            TaskFailed.class);
  }

  private TaskClaim run(HandlerUnderTest.Body body) {
    return run(null, body);
  }

  /// @param limit of the task, from today on
  private TaskClaim run(@Nullable Duration limit, HandlerUnderTest.Body body) {
    HandlerUnderTest handler = HandlerUnderTest.of(body);
    Fact request = WorkTopic.request(handler.type(), "{\"number\":1}", limit);
    TaskClaim claim = anne.claim(List.of(WorkTopic.item(request))).getFirst();
    runner.start(handler, claim, () -> toldWhenReleased.add(events()));
    return claim;
  }

  private Attempt attemptAt(TaskClaim claim) {
    Attempt attempt = running.find(claim.taskId(), claim.epoch());
    assertThat(attempt).isNotNull();
    return attempt;
  }

  private void awaitRelease() {
    await().untilAsserted(() -> assertThat(toldWhenReleased).hasSize(1));
  }

  private List<TaskEvent> events() {
    return store.facts().stream().map(Fact::event).toList();
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // That is what makes it stubborn.
      }
    }
  }
}
