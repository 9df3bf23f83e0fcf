package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.RelayStandIn;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Failed attempts come again: in time, and once.
@MillraceInfra
@Timeout(120)
class RetryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TaskPolicy QUICK =
      TaskPolicy.STANDARD.withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final Infra infra;
  private EngineDatabase database;
  private WorkTopic work;

  RetryIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("retry"));
    work = new WorkTopic(infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    work.close();
    database.close();
  }

  @Test
  void aTransientFailureIsTriedAgainUntilItSucceeds() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    var handler = failing(runs, 2, QUICK);
    try (var _ = start(handler);
        var relay = relay()) {
      TaskId task = send(handler);

      List<Fact> facts = awaitEnd(task, relay);

      assertThat(facts.getLast().event()).isEqualTo(new TaskCompleted(3, null, null));
      assertThat(runs).hasValue(3);
      assertNothingWasHastened(facts);
    }
  }

  @Test
  void parametersThatAreStoredAreThereAtEachAttempt() throws Exception {
    List<Integer> given = new CopyOnWriteArrayList<>();
    var handler =
        HandlerUnderTest.of(
                (parameters, _) -> {
                  given.add(parameters.number());
                  if (given.size() == 1) {
                    throw new TransientFailure("not-yet", "the first attempt fails");
                  }
                  return null;
                })
            .with(QUICK);
    try (var engine = start(handler);
        var relay = relay()) {
      byte[] large = ("{\"number\":" + " ".repeat(300_000) + "7}").getBytes(StandardCharsets.UTF_8);
      BlobName name = BlobName.parameters(new TaskId(UUID.randomUUID()));
      engine
          .bean(Blobs.class)
          .put(name, new UserId("alice"), "json", new ByteArrayInputStream(large), large.length);
      Fact request =
          WorkTopic.request(
              handler.type(), new StoredParameters(name.toString(), large.length, "of the test"));
      work.send(request);
      work.flush();

      List<Fact> facts = awaitEnd(request.taskId(), relay);

      assertThat(facts.getLast().event()).isEqualTo(new TaskCompleted(2, null, null));
      assertThat(given).containsExactly(7, 7);
    }
  }

  @Test
  void aTaskThatUsedUpItsRetriesFails() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    var handler = failing(runs, 100, QUICK);
    try (var _ = start(handler);
        var relay = relay()) {
      TaskId task = send(handler);

      List<Fact> facts = awaitEnd(task, relay);

      assertThat(facts.getLast().event())
          .isInstanceOfSatisfying(
              TaskFailed.class, failed -> assertThat(failed.attempt()).isEqualTo(4));
      assertThat(runs).hasValue(4);
      assertNothingWasHastened(facts);
    }
  }

  @Test
  void aRestartDuringTheBackoffNeitherLosesNorHastens() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    var handler =
        failing(
            runs, 1, TaskPolicy.STANDARD.withBackoff(Duration.ofSeconds(7), Duration.ofHours(1)));
    try (var relay = relay()) {
      TaskId task;
      try (var _ = start(handler)) {
        task = send(handler);
        await()
            .atMost(PATIENCE)
            .until(() ->
                database.factsOf(task).stream()
                    .anyMatch(fact -> fact.event() instanceof TaskRetryScheduled));
      }
      try (var _ = start(handler)) {
        List<Fact> facts = awaitEnd(task, relay);

        assertThat(facts.getLast().event()).isEqualTo(new TaskCompleted(2, null, null));
        assertThat(runs).hasValue(2);
        assertNothingWasHastened(facts);
      }
    }
  }

  @Test
  void aRetryThatIsForwardedTwiceRunsOnce() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    var handler = failing(runs, 1, QUICK);
    try (var engine = start(handler);
        var relay = relay()) {
      relay.twice();
      TaskId task = send(handler);

      awaitEnd(task, relay);
      await().atMost(PATIENCE).until(() -> relay.forwarded() == 2);

      assertThat(runs).hasValue(2);
      assertThat(engine.running()).isZero();
    }
  }

  @Test
  void aRetryWhoseRecordWasLostIsFoundByTheSweep() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    var handler = failing(runs, 1, QUICK);
    try (var _ = start(handler)) {
      TaskId task = send(handler);
      await()
          .atMost(PATIENCE)
          .until(() ->
              database
                      .client()
                      .sql(
                          "update millrace_engine.run set retry_at = now() - interval '1 minute' where state = 'retry'")
                      .update()
                  == 1);

      await()
          .atMost(PATIENCE)
          .until(() ->
              database.factsOf(task).stream()
                  .anyMatch(fact -> fact.event() instanceof TaskEvent.Final));

      assertThat(database.factsOf(task).getLast().event())
          .isEqualTo(new TaskCompleted(2, null, null));
    }
  }

  private static HandlerUnderTest failing(AtomicInteger runs, int failures, TaskPolicy policy) {
    return HandlerUnderTest.of(
            (_, _) -> {
              if (runs.incrementAndGet() <= failures) {
                throw new TransientFailure("busy", "not now");
              }
              return null;
            })
        .with(policy);
  }

  private static void assertNothingWasHastened(List<Fact> facts) {
    for (int i = 1; i < facts.size(); i++) {
      if (facts.get(i - 1).event() instanceof TaskRetryScheduled retry) {
        assertThat(facts.get(i).event()).isInstanceOf(TaskStarted.class);
        Instant started = facts.get(i).time();
        assertThat(started).isAfterOrEqualTo(retry.retryAt());
      }
    }
  }

  private RunningEngine start(HandlerUnderTest handler) {
    RunningEngine engine =
        RunningEngine.start(
            infra.bootstrapServers(), database, Map.of("millrace.executor.grace", "1s"), handler);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private RelayStandIn relay() {
    return new RelayStandIn(database, infra.bootstrapServers());
  }

  private TaskId send(HandlerUnderTest handler) throws Exception {
    Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
    work.send(request);
    work.flush();
    return request.taskId();
  }

  private List<Fact> awaitEnd(TaskId task, RelayStandIn relay) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          relay.carry();
          return database.factsOf(task).stream()
              .anyMatch(fact -> fact.event() instanceof TaskEvent.Final);
        });
    assertThat(database.violations()).isEmpty();
    return database.factsOf(task);
  }
}
