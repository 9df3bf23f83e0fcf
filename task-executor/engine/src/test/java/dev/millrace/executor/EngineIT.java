package dev.millrace.executor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one engine does with the work it is given.
@MillraceInfra
@Timeout(60)
class EngineIT {

  // A new member of a share group waits for its assignment until its second heartbeat, 5 s.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Infra infra;
  private EngineDatabase database;
  private WorkTopic work;

  EngineIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("engine"));
    work = new WorkTopic(infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    work.close();
    database.close();
  }

  @Test
  void aTaskRunsAndItsResultIsTold() throws Exception {
    var handler = HandlerUnderTest.of((parameters, _) -> Map.of("twice", parameters.number() * 2));
    try (var _ = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":21}");
      send(request);

      List<TaskEvent> events = awaitEnd(request.taskId());

      assertThat(events).hasSize(2);
      assertThat(events.getFirst()).isInstanceOf(TaskStarted.class);
      assertThat(events.getLast())
          .isEqualTo(new TaskCompleted(1, new Json("{\"twice\":42}"), null));
    }
  }

  @Test
  void aTaskOfAPureHandlerCommitsOnceItIsClaimed() throws Exception {
    var handler =
        HandlerUnderTest.of((parameters, context) ->
                context.commit(parameters.number(), TransactionalWork.NONE))
            .pure();
    try (var _ = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":21}");
      send(request);

      assertThat(awaitEnd(request.taskId()))
          .hasExactlyElementsOfTypes(TaskStarted.class, TaskCompleted.class);
    }
  }

  @Test
  void anEngineWorksOnWhenItsContextWasPaused() throws Exception {
    var handler = HandlerUnderTest.of((parameters, _) -> parameters.number());
    try (var running = start(handler)) {
      running.pauseAndRestart();
      Fact request = WorkTopic.request(handler.type(), "{\"number\":21}");
      send(request);

      assertThat(awaitEnd(request.taskId()).getLast())
          .isEqualTo(new TaskCompleted(1, new Json("21"), null));
    }
  }

  @Test
  void aLargeResultIsStoredAndTheEventSaysWhere() throws Exception {
    String text = "Zürich ".repeat(100_000);
    var handler = HandlerUnderTest.of((_, _) -> Map.of("text", text));
    try (var engine = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);

      var completed = (TaskCompleted) awaitEnd(request.taskId()).getLast();

      assertThat(completed.result()).isNull();
      StoredResult stored = requireNonNull(completed.stored());
      BlobName name = BlobName.parse(stored.blob());
      Blobs blobs = engine.bean(Blobs.class);
      byte[] expected = ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
      assertThat(blobs.find(name))
          .contains(new Blob(name, new UserId("alice"), "json", expected.length));
      assertThat(stored.bytes()).isEqualTo(expected.length);
      try (var content = blobs.open(name)) {
        assertThat(content.readAllBytes()).isEqualTo(expected);
      }
      assertThat(name.task()).isEqualTo(request.taskId());
    }
  }

  @Test
  void aWorkItemThatComesTwiceRunsOnce() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    var handler = HandlerUnderTest.of((_, _) -> runs.incrementAndGet());
    try (var engine = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);
      send(request);

      awaitEnd(request.taskId());
      await().atMost(PATIENCE).until(() -> engine.meter("duplicates") == 1);

      assertThat(runs).hasValue(1);
      assertThat(database.factsOf(request.taskId())).hasSize(2);
    }
  }

  @Test
  void aCompletedTaskShowsItsLastProgress() throws Exception {
    var handler =
        HandlerUnderTest.of((_, context) -> {
          for (int i = 1; i <= 1_000; i++) {
            context.progress(i, 1_000L, "row " + i, null);
          }
          return null;
        });
    try (var _ = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);

      List<TaskEvent> events = awaitEnd(request.taskId());

      assertThat(events).hasSizeLessThan(6);
      assertThat(events.get(events.size() - 2))
          .isInstanceOfSatisfying(
              TaskProgressed.class, told -> assertThat(told.progress().done()).isEqualTo(1_000));
    }
  }

  @Test
  void parametersThatCannotBeReadFailTheTaskAndSayWhy() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> null);
    try (var _ = start(handler)) {
      Fact request = WorkTopic.request(handler.type(), "{\"number\":\"many\"}");
      send(request);

      assertThat(awaitEnd(request.taskId()).getLast())
          .isInstanceOfSatisfying(
              TaskFailed.class,
              failed -> {
                assertThat(failed.error().code()).isEqualTo("bad-parameters");
                assertThat(failed.error().retryable()).isFalse();
                assertThat(failed.error().message()).contains("many");
              });
    }
  }

  @Test
  void aSettingOfATypeCountsInThePlaceOfItsHandlersPolicy() throws Exception {
    var handler =
        HandlerUnderTest.of((_, _) -> {
          new CountDownLatch(1).await();
          return null;
        });
    String type = "millrace.types." + handler.type();
    Map<String, Object> settings =
        Map.of(type + ".timeout", "200ms", type + ".retry-on-timeout", false);
    try (var engine = RunningEngine.start(infra.bootstrapServers(), database, settings, handler)) {
      await().atMost(PATIENCE).until(engine::isWorking);
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);

      assertThat(awaitEnd(request.taskId()).getLast())
          .isInstanceOfSatisfying(
              TaskTimedOut.class, end -> assertThat(end.error().message()).contains("PT0.2S"));
    }
  }

  @Test
  void bytesThatAreNoWorkItemDoNotStopTheTopic() throws Exception {
    var handler = HandlerUnderTest.of((_, _) -> null);
    try (var engine = start(handler)) {
      work.sendRaw(handler.type(), "poison", "{ not json");
      Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
      send(request);

      awaitEnd(request.taskId());

      await().atMost(PATIENCE).until(() -> engine.meter("unreadable") == 1);
    }
  }

  private RunningEngine start(HandlerUnderTest handler) {
    RunningEngine engine =
        RunningEngine.start(infra.bootstrapServers(), database, Map.of(), handler);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private void send(Fact request) throws Exception {
    work.send(request);
    work.flush();
  }

  private List<TaskEvent> awaitEnd(TaskId task) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            database.factsOf(task).stream()
                .anyMatch(fact -> fact.event() instanceof TaskEvent.Final));
    assertThat(database.violations()).isEmpty();
    return database.factsOf(task).stream().map(Fact::event).toList();
  }
}
