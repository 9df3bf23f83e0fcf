package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.attempt.thread.ComputingTurns;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.InMemoryRunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.TwoExecutors;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
      new AbandonedHandlers(new AbandonedHandlers.Limits(9, 9), new StoreGate());
  private final AttemptRunner runner =
      new AttemptRunner(
          anne,
          running,
          outcomes,
          new AttemptRunner.Surroundings(
              new HandlerThreads(new ComputingTurns(1, 1), _ -> false),
              abandoned,
              new HandlerCall(null),
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
  void endOfATaskThatIsAnothersIsNotWrittenThoughItsEpochIsTheSame() throws Exception {
    WorkItem.Requested item = TwoExecutors.item();
    InMemoryRunStore ben = new InMemoryRunStore(store, new ExecutorId("ben"));
    ben.renew();
    ben.claim(List.of(item));
    CountDownLatch released = new CountDownLatch(1);
    EarlyStarts starts =
        runner.startEarly(
            HandlerUnderTest.of((_, _) -> goOn.await(10, TimeUnit.SECONDS)).pure(),
            List.of(item),
            _ -> released.countDown());
    EarlyStarts.Early early = starts.unclaimed().getFirst();
    assertThat(early.start().close()).isNull();
    goOn.countDown();
    starts.await(Duration.ofSeconds(10)); // The end is decided, and waits for its claim.

    early.start().settle(false);

    assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
    outcomes.close();
    assertThat(events()).containsExactly(new TaskStarted(1, 1, new ExecutorId("ben")));
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
  void errorThatAHandlerThrowsIsTriedAgainAsAnythingElse() {
    run((_, _) -> {
      throw new AssertionError("no");
    });

    awaitRelease();
    assertThat(events().getLast())
        .isInstanceOfSatisfying(
            TaskRetryScheduled.class,
            retry -> assertThat(retry.error().code()).isEqualTo("handler-error"));
  }

  @Test
  void lackOfMemoryIsTheEndOfItsTask() {
    run((_, _) -> {
      throw new OutOfMemoryError("no");
    });

    awaitRelease();
    assertThat(events().getLast())
        .isInstanceOfSatisfying(
            TaskFailed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("out-of-memory"));
  }

  @Test
  void resultThatIsNoJsonIsTheEndOfItsTask() {
    Map<String, Object> endless = new HashMap<>();
    endless.put("self", endless);
    run((_, _) -> endless);

    awaitRelease();
    assertThat(events().getLast())
        .isInstanceOfSatisfying(
            TaskFailed.class, failed -> assertThat(failed.error().code()).isEqualTo("bad-result"));
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
  void handlerThatAsksWhetherToStopEndsThere() throws Exception {
    TaskClaim claim =
        run((_, context) -> {
          context.stopIfAsked();
          begun.countDown();
          goOn.await();
          context.stopIfAsked();
          return "too late";
        });
    begun.await();

    attemptAt(claim).stop(new StopReason.Paused(BOB));
    goOn.countDown();

    awaitRelease();
    assertThat(events()).endsWith(new TaskPaused(BOB));
  }

  @Test
  void handlerKnowsItsTask() {
    Map<String, Object> known = new ConcurrentHashMap<>();
    HandlerUnderTest handler =
        HandlerUnderTest.of(
                (_, context) -> {
                  known.put("priority", context.priority());
                  known.put("project", context.projectId());
                  known.put("deadline", context.deadline());
                  known.put("committed", context.commit("here", TransactionalWork.NONE));
                  context.progress(1);
                  context.progress(2, 3);
                  return null;
                })
            .with(TaskPolicy.STANDARD.withTimeout(Duration.ofHours(1)));
    start(handler, WorkTopic.request(handler.type(), "{\"number\":1}"));

    awaitRelease();
    assertThat(known)
        .containsEntry("priority", Priority.NORMAL)
        .containsEntry("project", Optional.empty())
        .containsEntry("deadline", Optional.of(NOW.plus(Duration.ofHours(1))))
        .containsEntry("committed", "here");
    assertThat(events()).contains(new TaskProgressed(new Progress(2, 3L, null, null)));
  }

  @Test
  void attemptMayEndAtTheDeadlineOfItsTask() {
    Fact request =
        WorkTopic.request(
            Attempts.any(Attempts.WAITS).claim().request().type(), "{}", Duration.ofHours(2));
    TaskClaim claim = anne.claim(List.of(WorkTopic.item(request))).getFirst();
    Attempt attempt = new Attempt(claim, NOW, Attempts.WAITS, () -> {});
    Instant deadline = claim.request().deadline();

    assertThat(attempt.timesOutAt()).hasValue(deadline);
    attempt.timesOutAt(NOW);
    assertThat(attempt.timesOutAt()).hasValue(deadline);
    attempt.timesOutAt(Instant.EPOCH);
    assertThat(attempt.timesOutAt()).hasValue(Instant.EPOCH);
    assertThat(attempt.undoing(null).timesOutAt()).isEmpty();
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
    return start(handler, WorkTopic.request(handler.type(), "{\"number\":1}", limit));
  }

  private TaskClaim start(HandlerUnderTest handler, Fact request) {
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
