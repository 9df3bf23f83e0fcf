package dev.millrace.executor;

import static dev.millrace.executor.support.ControlTopic.BOB;
import static dev.millrace.executor.support.ControlTopic.accepted;
import static dev.millrace.executor.support.ControlTopic.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A batch's parent and its children on real engines, of which one may be gone.
@MillraceInfra
@Timeout(150)
class BatchIT {

  /// One permit: a parent that took it would wait for its children for ever.
  private static final Map<String, Object> ONE_PERMIT =
      Map.of(
          "millrace.executor.lease", "1500ms",
          "millrace.executor.heartbeat", "200ms",
          "millrace.executor.permits", "1");

  private static final TaskType BATCH = new TaskType("batch");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Infra infra;
  private final CountDownLatch never = new CountDownLatch(1);
  private EngineDatabase database;
  private WorkTopic work;
  private ControlTopic control;

  /// Child 1 succeeds, child 2 fails, child 3 ends when it is stopped.
  private final HandlerUnderTest child =
      HandlerUnderTest.of((parameters, _) -> {
        switch (parameters.number()) {
          case 2 -> throw new PermanentFailure("bad", "no good");
          case 3 -> never.await();
          default -> {}
        }
        return null;
      });

  BatchIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("batch"));
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
  void aBatchIsCompletedWhenItsChildrenAreOverWhoeverRunsItThen() throws Exception {
    Fact parent = batch(3, "continue");
    List<Fact> children;
    var first = start();
    work.send(parent);
    children = send(parent, 1, 2);
    await().atMost(PATIENCE).until(() -> ended(children) == 2);
    await().atMost(PATIENCE).until(() -> last(parent) instanceof TaskProgressed);
    first.freeze();
    try (var second = start()) {
      // No executor has met the third child: it counts once it is cancelled, too.
      Fact third = child(parent, 1);
      control.send(to(third.taskId(), new TaskCommand.CancelTask(BOB, accepted(third))));
      await().atMost(PATIENCE).until(() -> last(parent) instanceof TaskCompleted);

      assertThat(String.valueOf(((TaskCompleted) last(parent)).result()))
          .contains("\"total\":3,\"completed\":1,\"failed\":1,\"cancelled\":1,\"timeout\":0")
          .contains(children.get(1).taskId().toString(), "no good");
      assertThat(second.running()).isZero();
    } finally {
      first.close();
    }
  }

  @Test
  void aCancelledBatchIsOverWhenItsChildrenAre() throws Exception {
    Fact parent = batch(2, "stop");
    try (var _ = start()) {
      work.send(parent);
      List<Fact> children = send(parent, 1, 3);
      await().atMost(PATIENCE).until(() -> last(parent) instanceof TaskProgressed);
      control.send(to(parent.taskId(), new TaskCommand.CancelTask(BOB, accepted(parent))));
      await().atMost(PATIENCE).until(() -> events(parent).contains(new TaskCancelRequested(BOB)));
      Fact running = children.get(1);
      control.send(to(running.taskId(), new TaskCommand.CancelTask(BOB, accepted(running))));
      await().atMost(PATIENCE).until(() -> last(parent) instanceof TaskCancelled);

      assertThat(events(running)).endsWith(new TaskCancelled(BOB));
      List<Fact> all = database.facts();
      assertThat(place(all, parent)).isGreaterThan(place(all, running));
    }
  }

  @Test
  void aBatchThatStopsFailsOnceTheOthersHaveStopped() throws Exception {
    Fact parent = batch(2, "stop");
    try (var _ = start()) {
      work.send(parent);
      List<Fact> children = send(parent, 2);
      await().atMost(PATIENCE).until(() -> ended(children) == 1);
      Fact other = child(parent, 1);
      control.send(to(other.taskId(), new TaskCommand.CancelTask(BOB, accepted(other))));
      await().atMost(PATIENCE).until(() -> last(parent) instanceof TaskEvent.Final);

      assertThat(last(parent))
          .isInstanceOfSatisfying(
              TaskFailed.class,
              failed -> assertThat(failed.error().code()).isEqualTo("batch-stopped"));
    }
  }

  @Test
  void aBulkControlTaskIsOverWhenItsCommandsAreAnsweredWhoeverRunsItThen() throws Exception {
    Fact bulk =
        WorkTopic.request(
            new TaskType("bulk-control"),
            """
            {"action":"cancel","filter":{"type":"any"},"everybody":true,"ratePerSecond":100}\
            """);
    Fact waiting = WorkTopic.request(child.type(), "{\"number\":1}");
    Fact ended = WorkTopic.request(child.type(), "{\"number\":1}");
    var first = start();
    work.send(bulk);
    work.send(ended);
    await().atMost(PATIENCE).until(() -> last(ended) instanceof TaskCompleted);
    control.send(
        to(waiting.taskId(), new TaskCommand.CancelTask(BOB, accepted(waiting), bulk.taskId())));
    await().atMost(PATIENCE).until(() -> last(bulk) instanceof TaskProgressed);
    first.freeze();
    try (var _ = start()) {
      control.send(
          to(ended.taskId(), new TaskCommand.CancelTask(BOB, accepted(ended), bulk.taskId())));
      control.send(to(bulk.taskId(), new TaskCommand.ExpectAnswers(BOB, 2)));
      await().atMost(PATIENCE).until(() -> last(bulk) instanceof TaskCompleted);

      assertThat(String.valueOf(((TaskCompleted) last(bulk)).result()))
          .contains("\"matched\":2,\"done\":1,\"refused\":1,\"unanswered\":0")
          .contains(ended.taskId().toString(), "the task is completed");
    } finally {
      first.close();
    }
  }

  private RunningEngine start() {
    RunningEngine engine =
        RunningEngine.start(infra.bootstrapServers(), database, ONE_PERMIT, child);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private Fact batch(int total, String onFailure) {
    return WorkTopic.request(
        BATCH,
        "{\"type\":\"%s\",\"total\":%d,\"onFailure\":\"%s\"}"
            .formatted(child.type(), total, onFailure));
  }

  private List<Fact> send(Fact parent, int... numbers) throws Exception {
    List<Fact> children = IntStream.of(numbers).mapToObj(number -> child(parent, number)).toList();
    children.forEach(work::send);
    work.flush();
    return children;
  }

  private Fact child(Fact parent, int number) {
    Fact alone = WorkTopic.request(child.type(), "{\"number\":" + number + "}");
    TaskRequested r = (TaskRequested) alone.event();
    return new Fact(
        alone.taskId(),
        0,
        alone.time(),
        new TaskRequested(
            r.type(),
            r.userId(),
            r.priority(),
            r.parameters(),
            null,
            parent.taskId(),
            null,
            null,
            0,
            null,
            null,
            r.retention()));
  }

  private long ended(List<Fact> tasks) {
    return tasks.stream()
        .filter(task -> events(task).stream().anyMatch(TaskEvent.Final.class::isInstance))
        .count();
  }

  private TaskEvent last(Fact task) {
    List<TaskEvent> events = events(task);
    return events.isEmpty() ? task.event() : Objects.requireNonNull(events.getLast());
  }

  private static int place(List<Fact> all, Fact task) {
    return IntStream.range(0, all.size())
        .filter(i ->
            all.get(i).taskId().equals(task.taskId())
                && all.get(i).event() instanceof TaskEvent.Final)
        .findFirst()
        .orElseThrow();
  }

  private List<TaskEvent> events(Fact task) {
    assertThat(database.violations()).isEmpty();
    return database.factsOf(task.taskId()).stream().map(Fact::event).toList();
  }
}
