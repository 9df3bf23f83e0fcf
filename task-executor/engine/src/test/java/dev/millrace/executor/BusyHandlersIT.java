package dev.millrace.executor;

import static dev.millrace.executor.EngineFixture.PATIENCE;
import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Priority;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

/// What handlers that keep a core busy, and hear nothing, can do to a running engine.
@MillraceInfra
@Timeout(180)
class BusyHandlersIT {

  private static final Map<String, Object> SETTINGS = settings();
  private static final TaskPolicy HURRIED = TaskPolicy.STANDARD.withTimeout(Duration.ofSeconds(2));

  private final EngineFixture engines;
  private final ControlTopic control;
  private final AtomicInteger begun = new AtomicInteger();
  private volatile boolean enough;

  BusyHandlersIT(Infra infra) {
    engines = new EngineFixture(infra);
    control = new ControlTopic(infra.bootstrapServers());
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(EngineFixture.SHORT_LEASE);
    settings.put("millrace.executor.interrupt-patience", "1s");
    settings.put("millrace.executor.handlers.computing-threads", "1");
    settings.put("millrace.executor.handlers.abandoned-computing", "3");
    return settings;
  }

  @BeforeEach
  void begin() {
    enough = false;
  }

  @AfterEach
  void close() {
    enough = true;
    control.close();
    engines.close();
  }

  /// Three of them time out and are abandoned, one after the other, for there is one thread and
  /// those that took its place. The lease holds all the while, and what waits goes on.
  @Test
  void handlersThatNeverPauseHoldUpNobodyAndEndForEverybody() throws Exception {
    HandlerUnderTest busy = HandlerUnderTest.of((_, _) -> spin()).with(HURRIED).computing();
    HandlerUnderTest waiting =
        HandlerUnderTest.of((_, _) -> {
          Thread.sleep(Duration.ofMillis(10));
          return null;
        });
    RunningEngine engine = engines.start(SETTINGS, busy, waiting);

    List<Fact> endless = engines.send(busy, Priority.NORMAL, 3);
    await().atMost(PATIENCE).until(() -> begun.get() >= 1);
    engines.send(waiting, Priority.NORMAL, 200);

    engines.awaitCompleted(200);
    for (Fact request : endless) {
      await().atMost(PATIENCE).until(() -> last(request) instanceof TaskTimedOut);
      assertThat(((TaskTimedOut) last(request)).error().retryable()).isFalse();
    }
    assertThat(engine.meter("taken.over")).isZero();
    assertThat(engine.abandoned()).isEqualTo(3);
    assertThat(engine.status()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(engine.health().get("reason")).asString().contains("3 abandoned handlers");

    List<Fact> later = engines.send(waiting, Priority.NORMAL, 1);
    assertThat(engines.database().factsOf(later.getFirst().taskId())).isEmpty();
    enough = true;

    engines.awaitCompleted(201);
    await().atMost(PATIENCE).until(() -> engine.status().equals(Status.UP));
    for (Fact request : endless) {
      assertThat(last(request)).isInstanceOf(TaskTimedOut.class);
    }
    assertThat(engines.database().violations()).isEmpty();
  }

  /// Cooperative ones take turns on the one thread: the short one does not wait for the long one.
  @Test
  void aLongTaskLetsShortOnesIn() throws Exception {
    HandlerUnderTest busy =
        HandlerUnderTest.of(
                (parameters, context) -> {
                  begun.incrementAndGet();
                  while (parameters.number() == 0 && !enough && !context.isStopping()) {
                    Thread.onSpinWait();
                  }
                  return null;
                })
            .computing();
    engines.start(SETTINGS, busy);

    engines.send(busy, Priority.NORMAL, 0, 1);
    await().atMost(PATIENCE).until(() -> begun.get() == 1);
    engines.send(busy, Priority.NORMAL, 1, 10);

    engines.awaitCompleted(10);
    enough = true;
    engines.awaitCompleted(11);
  }

  /// Its steps are undone under a higher epoch while the handler still spins under the old one.
  @Test
  void theSagaOfAnAbandonedHandlerIsUndone() throws Exception {
    CountDownLatch undone = new CountDownLatch(1);
    HandlerUnderTest saga =
        HandlerUnderTest.of(
                (_, context) -> {
                  context.saga().step("first", _ -> {}, _ -> undone.countDown());
                  context
                      .saga()
                      .step(
                          "second",
                          Boolean.class,
                          () -> spin() == null,
                          (_, _) -> true,
                          (_, _) -> {});
                  return null;
                })
            .computing();
    RunningEngine engine = engines.start(SETTINGS, saga);
    Fact request = engines.send(saga, Priority.NORMAL, 1).getFirst();
    await().atMost(PATIENCE).until(() -> begun.get() == 1);

    control.send(to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request))));

    assertThat(undone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().atMost(PATIENCE).until(() -> last(request) instanceof TaskCancelled);
    assertThat(engine.abandoned()).isEqualTo(1);
    enough = true;
    await().atMost(PATIENCE).until(() -> engine.abandoned() == 0);
    assertThat(last(request)).isInstanceOf(TaskCancelled.class);
    assertThat(engines.database().violations()).isEmpty();
  }

  private Object last(Fact request) {
    return engines.database().factsOf(request.taskId()).stream()
        .map(Fact::event)
        .<Object>map(event -> event)
        .reduce("nothing", (_, later) -> later);
  }

  private @Nullable Object spin() {
    begun.incrementAndGet();
    while (!enough) {
      Thread.onSpinWait();
    }
    return null;
  }
}
