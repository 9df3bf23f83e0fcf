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
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.support.ControlTopic;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.RelayStandIn;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two groups of executors with a database each on one Kafka: whatever is asked of a task is done
/// as if there were one, and nothing of it is in the other group's log or tables.
@MillraceInfra
@Timeout(240)
class ExecutorGroupsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OF_EACH_KIND = 8;
  private static final TaskPolicy QUICK =
      TaskPolicy.STANDARD.withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final Infra infra;
  private final CountDownLatch never = new CountDownLatch(1);
  private final Set<TaskId> begun = ConcurrentHashMap.newKeySet();
  private WorkTopic work;
  private ControlTopic control;

  ExecutorGroupsIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    work = new WorkTopic(infra.bootstrapServers());
    control = new ControlTopic(infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    control.close();
    work.close();
  }

  @Test
  void everyCommandRetryAndRedriveReachesItsOwnGroupAndNobodyElse() throws Exception {
    try (var shop = new Side(new ExecutorGroup("shop-it"));
        var bank = new Side(new ExecutorGroup("bank-it"))) {
      List<Side> sides = List.of(shop, bank);
      for (Side side : sides) {
        side.askEverything();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            for (Side side : sides) {
              side.goOn();
              side.assertAllHaveEndedAsAsked();
            }
          });
      for (Side side : sides) {
        assertThat(side.database.violations()).isEmpty();
        assertThat(side.database.factsByTask().keySet()).isEqualTo(side.ids());
        assertThat(side.rows()).isEqualTo(side.ids());
        assertThat(side.engine.commands("ignored")).isZero();
        assertThat(side.engine.commands("applied")).isEqualTo(5.0 * OF_EACH_KIND);
        assertThat(side.engine.meter("unreadable")).isZero();
      }
    }
  }

  @Test
  void taskOfAnotherGroupOnAWorkTopicIsADeadLetterAndNoTaskHere() throws Exception {
    try (var shop = new Side(new ExecutorGroup("shop-it"))) {
      Fact foreign = shop.request(4);
      String topic = ((TaskRequested) foreign.event()).workTopic();
      work.send(topic, WorkTopic.of(ExecutorGroup.DEFAULT, foreign));
      Fact own = shop.request(4);
      work.send(own);
      work.flush();

      await().atMost(PATIENCE).until(() -> shop.ended(own) instanceof TaskCompleted);
      await().atMost(PATIENCE).until(() -> shop.engine.meter("unreadable") == 1);
      assertThat(shop.rows()).containsExactly(own.taskId());
    }
  }

  @Test
  void commandOnATaskOfAnotherGroupWritesNothingDown() throws Exception {
    try (var shop = new Side(new ExecutorGroup("shop-it"))) {
      Fact foreign = WorkTopic.request(shop.handler.type(), "{\"number\":4}");
      control.send(shop.group, cancel(foreign));

      await().atMost(PATIENCE).until(() -> shop.engine.commands("ignored") == 1);
      assertThat(shop.rows()).isEmpty();
      assertThat(shop.database.facts()).isEmpty();
    }
  }

  private static AddressedCommand cancel(Fact request) {
    return to(request.taskId(), new TaskCommand.CancelTask(BOB, accepted(request)));
  }

  /// What a task does, by the number that it is given.
  private @Nullable Object run(HandlerUnderTest.Parameters parameters, TaskContext context)
      throws Exception {
    TaskId task = context.taskId();
    boolean isFirst = begun.add(task);
    switch (parameters.number()) {
      case 1 -> {
        while (isFirst) {
          context.commit(1, TransactionalWork.NONE);
          never.await(20, TimeUnit.MILLISECONDS);
        }
      }
      case 2 -> {
        if (isFirst) {
          throw new TransientFailure("not-yet", "the first attempt fails");
        }
      }
      case 3 -> {
        if (isFirst) {
          throw new PermanentFailure("never", "the first attempt fails for good");
        }
      }
      default -> {}
    }
    return null;
  }

  /// A group: its database, its relay, its executor, and what is asked of its tasks.
  private final class Side implements AutoCloseable {

    final ExecutorGroup group;
    final EngineDatabase database;
    final HandlerUnderTest handler;
    final RelayStandIn relay;
    final RunningEngine engine;
    final List<Fact> cancelledBefore = new ArrayList<>();
    final List<Fact> cancelledRunning = new ArrayList<>();
    final List<Fact> paused = new ArrayList<>();
    final List<Fact> retried = new ArrayList<>();
    final List<Fact> redriven = new ArrayList<>();
    final Set<TaskId> asked = new HashSet<>();
    final Set<TaskId> resumed = new HashSet<>();

    Side(ExecutorGroup group) {
      this.group = group;
      this.database = new EngineDatabase(infra.newDatabase("group"));
      this.handler = HandlerUnderTest.of(ExecutorGroupsIT.this::run).with(QUICK);
      this.relay = new RelayStandIn(database, infra.bootstrapServers());
      this.engine =
          RunningEngine.start(
              infra.bootstrapServers(),
              database,
              Map.of("millrace.executor.group", group.value()),
              handler);
      await().atMost(PATIENCE).until(engine::isWorking);
    }

    Fact request(int number) {
      return WorkTopic.of(group, WorkTopic.request(handler.type(), "{\"number\":" + number + "}"));
    }

    void askEverything() throws Exception {
      for (int i = 0; i < OF_EACH_KIND; i++) {
        Fact waiting = request(1);
        cancelledBefore.add(waiting);
        control.send(group, cancel(waiting));
      }
      await().atMost(PATIENCE).until(() -> engine.commands("applied") == OF_EACH_KIND);
      cancelledBefore.forEach(work::send);
      for (int i = 0; i < OF_EACH_KIND; i++) {
        send(cancelledRunning, 1);
        send(paused, 1);
        send(retried, 2);
        send(redriven, 3);
      }
      work.flush();
    }

    private void send(List<Fact> kind, int number) {
      Fact request = request(number);
      kind.add(request);
      work.send(request);
    }

    /// Asks what may be asked by now, each thing once, and carries what the outbox says.
    void goOn() throws Exception {
      relay.carry();
      for (Fact task : cancelledRunning) {
        if (begun.contains(task.taskId()) && asked.add(task.taskId())) {
          control.send(group, cancel(task));
        }
      }
      for (Fact task : paused) {
        if (begun.contains(task.taskId()) && asked.add(task.taskId())) {
          control.send(group, to(task.taskId(), new TaskCommand.PauseTask(BOB, null)));
        }
        if (events(task).contains(new TaskPaused(BOB)) && resumed.add(task.taskId())) {
          control.send(group, to(task.taskId(), new TaskCommand.ResumeTask(BOB)));
        }
      }
      for (Fact task : redriven) {
        if (ended(task) instanceof TaskFailed && asked.add(task.taskId())) {
          control.send(group, to(task.taskId(), new TaskCommand.RetryTask(BOB)));
        }
      }
    }

    void assertAllHaveEndedAsAsked() {
      assertThat(cancelledBefore)
          .allSatisfy(task -> assertThat(events(task)).containsExactly(new TaskCancelled(BOB)));
      assertThat(cancelledRunning)
          .allSatisfy(task -> assertThat(events(task)).endsWith(new TaskCancelled(BOB)));
      assertThat(paused)
          .allSatisfy(task ->
              assertThat(events(task))
                  .contains(new TaskPaused(BOB), new TaskResumed(BOB))
                  .endsWith(new TaskCompleted(1, null, null)));
      assertThat(retried)
          .allSatisfy(task -> assertThat(events(task)).endsWith(new TaskCompleted(2, null, null)));
      assertThat(redriven)
          .allSatisfy(task -> assertThat(events(task).getLast()).isInstanceOf(TaskCompleted.class));
    }

    @Nullable TaskEvent ended(Fact task) {
      List<TaskEvent> events = events(task);
      return events.isEmpty() || !(events.getLast() instanceof TaskEvent.Final)
          ? null
          : events.getLast();
    }

    List<TaskEvent> events(Fact task) {
      return database.factsOf(task.taskId()).stream().map(Fact::event).toList();
    }

    Set<TaskId> ids() {
      Set<TaskId> ids = new HashSet<>();
      for (List<Fact> kind :
          List.of(cancelledBefore, cancelledRunning, paused, retried, redriven)) {
        kind.forEach(task -> ids.add(task.taskId()));
      }
      return ids;
    }

    Set<TaskId> rows() {
      return new HashSet<>(
          database
              .client()
              .sql("select task_id::text from millrace_engine.run")
              .query((row, _) -> TaskId.parse(row.getString(1)))
              .list());
    }

    @Override
    public void close() {
      engine.close();
      relay.close();
      database.close();
    }
  }
}
