package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Work that takes too long is stopped, and says which limit it was.
@MillraceInfra
@Timeout(90)
class TimeoutIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Infra infra;
  private final AtomicInteger runs = new AtomicInteger();
  private EngineDatabase database;
  private WorkTopic work;

  TimeoutIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("timeout"));
    work = new WorkTopic(infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    work.close();
    database.close();
  }

  @Test
  void anAttemptThatTakesTooLongIsInterrupted() throws Exception {
    TaskPolicy policy = TaskPolicy.STANDARD.withTimeout(Duration.ofSeconds(1)).failingOnTimeout();

    assertThat(endOf(policy, null).error().code()).isEqualTo("attempt-timeout");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aRunningTaskIsStoppedAtItsDeadline() throws Exception {
    assertThat(endOf(TaskPolicy.STANDARD, Duration.ofSeconds(15)).error().code())
        .isEqualTo("deadline");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aTaskWhoseDeadlinePassedWhileItWaitedIsNotRun() throws Exception {
    assertThat(endOf(TaskPolicy.STANDARD, Duration.ofSeconds(-1)).error().code())
        .isEqualTo("deadline");
    assertThat(runs).hasValue(0);
  }

  /// @param deadline from the moment that the task is sent
  private TaskTimedOut endOf(TaskPolicy policy, @Nullable Duration deadline) throws Exception {
    var handler =
        HandlerUnderTest.of(
                (_, _) -> {
                  runs.incrementAndGet();
                  new CountDownLatch(1).await();
                  return null;
                })
            .with(policy);
    try (var engine = RunningEngine.start(infra.bootstrapServers(), database, Map.of(), handler)) {
      await().atMost(PATIENCE).until(engine::isWorking);
      Fact request = request(handler, deadline == null ? null : Instant.now().plus(deadline));
      work.send(request);
      work.flush();
      await()
          .atMost(PATIENCE)
          .until(() ->
              database.factsOf(request.taskId()).stream()
                  .anyMatch(fact -> fact.event() instanceof TaskEvent.Final));
      assertThat(database.violations()).isEmpty();
      return (TaskTimedOut) database.factsOf(request.taskId()).getLast().event();
    }
  }

  private static Fact request(HandlerUnderTest handler, @Nullable Instant deadline) {
    Fact fact = WorkTopic.request(handler.type(), "{\"number\":1}");
    TaskRequested r = (TaskRequested) fact.event();
    return new Fact(
        fact.taskId(),
        0,
        fact.time(),
        new TaskRequested(
            r.type(),
            r.userId(),
            r.priority(),
            r.parameters(),
            null,
            null,
            null,
            null,
            r.maxRetries(),
            null,
            deadline,
            r.retention()));
  }
}
