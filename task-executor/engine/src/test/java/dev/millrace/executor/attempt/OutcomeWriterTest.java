package dev.millrace.executor.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Progress;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.InMemoryRunStore;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.ProgressReport;
import dev.millrace.executor.store.TaskClaim;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeWriterTest {

  private static final ExecutorId ANNE = new ExecutorId("anne");
  private static final ExecutorId BOB = new ExecutorId("bob");

  private final InMemoryRunStore.Store store = new InMemoryRunStore.Store();
  private final InMemoryRunStore anne = new InMemoryRunStore(store, ANNE);
  private final RunningAttempts running = new RunningAttempts();
  private final AtomicInteger released = new AtomicInteger();
  private final OutcomeWriter writer =
      new OutcomeWriter(anne, running, new EngineMeters(new SimpleMeterRegistry()));

  @BeforeEach
  void renewTheLease() {
    anne.renew();
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void outcomeWaitsForTheDatabaseAndIsWrittenOnce() {
    Attempt attempt = started();
    store.awayFor(2);
    writer.start();

    writer.write(attempt, completed(attempt.claim()));

    await().untilAsserted(() -> assertThat(released).hasValue(1));
    assertThat(events()).hasExactlyElementsOfTypes(TaskStarted.class, TaskCompleted.class);
    assertThat(running.count()).isZero();
  }

  @Test
  void permitOfAnAttemptWhoseTaskWasTakenOverIsFreeAndItsOutcomeRefused() {
    Attempt attempt = started();
    store.expire(ANNE);
    InMemoryRunStore bob = new InMemoryRunStore(store, BOB);
    bob.renew();
    assertThat(bob.takeOver(attempt.claim().request().type(), 10, 3)).hasSize(1);
    writer.start();

    writer.write(attempt, completed(attempt.claim()));

    await().untilAsserted(() -> assertThat(released).hasValue(1));
    assertThat(events()).hasExactlyElementsOfTypes(TaskStarted.class, TaskTakenOver.class);
  }

  @Test
  void progressIsToldBeforeTheOutcomeThatIsWrittenWithIt() {
    Attempt attempt = started();
    writer.write(attempt, completed(attempt.claim()));
    writer.progress(List.of(new ProgressReport(attempt.claim(), new Progress(1, 2L, null, null))));

    writer.start();

    await().untilAsserted(() -> assertThat(released).hasValue(1));
    assertThat(events())
        .hasExactlyElementsOfTypes(TaskStarted.class, TaskProgressed.class, TaskCompleted.class);
  }

  @Test
  void executorThatStopsLeavesWhatItCannotWriteToOthers() {
    Attempt attempt = started();
    store.awayFor(Integer.MAX_VALUE);
    writer.start();
    writer.write(attempt, completed(attempt.claim()));

    writer.close(Duration.ofMillis(1));

    assertThat(events()).hasExactlyElementsOfTypes(TaskStarted.class);
    assertThat(released).hasValue(1);
  }

  private Attempt started() {
    TaskClaim claim = anne.claim(List.of(Attempts.work())).getFirst();
    Attempt attempt = Attempts.of(claim, released::incrementAndGet);
    running.add(attempt);
    return attempt;
  }

  private List<TaskEvent> events() {
    return store.facts().stream().map(Fact::event).toList();
  }

  private static Outcome completed(TaskClaim claim) {
    return new Outcome(claim, Instant.EPOCH, new TaskCompleted(claim.attempt(), null, null), null);
  }
}
