package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How tasks go from one executor to another, and that only one of them ever counts.
@MillraceInfra
@Timeout(120)
class HandoverIT {

  private static final Map<String, Object> QUICK =
      Map.of(
          "millrace.executor.lease", "1500ms",
          "millrace.executor.heartbeat", "200ms",
          "millrace.executor.grace", "5s");

  /// How far a handler has come.
  record Step(int done) {}

  // A new member of a share group waits for its assignment until its second heartbeat, 5 s.
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Infra infra;
  private EngineDatabase database;
  private WorkTopic work;

  HandoverIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("handover"));
    database.client().sql("create table effect (task_id uuid, step int)").update();
    work = new WorkTopic(infra.bootstrapServers());
  }

  @AfterEach
  void close() {
    work.close();
    database.close();
  }

  @Test
  void aFrozenOwnerIsTakenOverAndItsLateWritesAreRefused() throws Exception {
    CountDownLatch thaw = new CountDownLatch(1);
    Queue<String> late = new ConcurrentLinkedQueue<>();
    AtomicInteger runs = new AtomicInteger();
    var handler =
        HandlerUnderTest.of((_, context) -> {
          boolean first = runs.incrementAndGet() == 1;
          int from = context.checkpoint(Step.class).map(Step::done).orElse(0);
          if (first) {
            context.commit(new Step(1), effect(context.taskId(), 1));
            thaw.await();
            try {
              context.commit(new Step(2), effect(context.taskId(), 2));
              late.add("late checkpoint was written");
            } catch (RuntimeException e) {
              late.add("refused");
              throw e;
            }
          }
          context.commit(new Step(from + 1), effect(context.taskId(), from + 1));
          return Map.of("from", from);
        });
    try (var owner = start(handler)) {
      Fact request = send(handler);
      await().atMost(PATIENCE).until(() -> effects(request.taskId()).equals(List.of(1)));
      try (var other = start(handler)) {
        owner.freeze();
        awaitEnd(request.taskId());
        thaw.countDown();
        await().atMost(PATIENCE).until(() -> owner.running() == 0);

        assertThat(late).containsExactly("refused");
        assertThat(effects(request.taskId())).containsExactly(1, 2);
        assertThat(database.factsOf(request.taskId()))
            .extracting(Fact::event)
            .filteredOn(TaskTakenOver.class::isInstance)
            .containsExactly(new TaskTakenOver(1, 2, other.id(), owner.id(), 1));
        assertThat(database.violations()).isEmpty();
      }
    }
  }

  @Test
  void aLateOutcomeOfAFrozenOwnerIsRefused() throws Exception {
    CountDownLatch thaw = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    var handler =
        HandlerUnderTest.of((_, _) -> {
          int run = runs.incrementAndGet();
          if (run == 1) {
            thaw.await();
          }
          return Map.of("run", run);
        });
    try (var owner = start(handler)) {
      Fact request = send(handler);
      await().atMost(PATIENCE).until(() -> owner.running() == 1 && runs.get() == 1);
      try (var _ = start(handler)) {
        owner.freeze();
        awaitEnd(request.taskId());
        thaw.countDown();

        await().atMost(PATIENCE).until(() -> owner.meter("outcomes.refused") == 1);
        assertThat(database.factsOf(request.taskId()))
            .extracting(Fact::event)
            .filteredOn(TaskEvent.Final.class::isInstance)
            .singleElement()
            .isInstanceOfSatisfying(
                TaskCompleted.class,
                end -> assertThat(String.valueOf(end.result())).isEqualTo("{\"run\":2}"));
        assertThat(database.violations()).isEmpty();
      }
    }
  }

  @Test
  void aGracefulStopHandsOverAtOnceAndBurnsNothing() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    var handler =
        HandlerUnderTest.of((_, context) -> {
          if (runs.incrementAndGet() == 1) {
            while (!context.isStopping()) {
              never.await(10, TimeUnit.MILLISECONDS);
            }
            context.commit(new Step(7), TransactionalWork.NONE);
          }
          return context.checkpoint(Step.class).map(Step::done).orElse(0);
        });
    // A lease so long that only a release can explain the handover.
    Map<String, Object> longLease = Map.of("millrace.executor.lease", "10m");
    RunningEngine first = start(longLease, handler);
    ExecutorId firstId = first.id();
    Fact request = send(handler);
    await().atMost(PATIENCE).until(() -> runs.get() == 1);
    first.close();
    try (var second = start(longLease, handler)) {
      awaitEnd(request.taskId());

      assertThat(database.factsOf(request.taskId()))
          .extracting(Fact::event)
          .contains(new TaskTakenOver(1, 2, second.id(), firstId, 0));
      assertThat(database.violations()).isEmpty();
    }
  }

  @Test
  void fiveThousandTasksOnTwoEnginesAllEndExactlyOnce() throws Exception {
    int tasks = 5_000;
    Set<TaskId> ran = ConcurrentHashMap.newKeySet();
    AtomicInteger runs = new AtomicInteger();
    var handler =
        HandlerUnderTest.of((_, context) -> {
          runs.incrementAndGet();
          ran.add(context.taskId());
          return null;
        });
    try (var a = start(Map.of(), handler);
        var b = start(Map.of(), handler)) {
      Set<TaskId> sent = new HashSet<>();
      for (int i = 0; i < tasks; i++) {
        Fact request = WorkTopic.request(handler.type(), "{\"number\":" + i + "}");
        sent.add(request.taskId());
        work.send(request);
      }
      work.flush();
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() ->
              database
                      .client()
                      .sql("select count(*) from millrace_engine.run where state = 'completed'")
                      .query(Integer.class)
                      .single()
                  == tasks);

      assertThat(ran).isEqualTo(sent);
      assertThat(runs).hasValue(tasks);
      assertThat(a.meter("claimed") + b.meter("claimed")).isEqualTo(tasks);
      assertThat(database.factsByTask().values()).allSatisfy(f -> assertThat(f).hasSize(2));
      assertThat(database.violations()).isEmpty();
    }
  }

  private TransactionalWork effect(TaskId task, int step) {
    return client ->
        client.sql("insert into effect values (?, ?)").param(task.value()).param(step).update();
  }

  private List<Integer> effects(TaskId task) {
    return database
        .client()
        .sql("select step from effect where task_id = ? order by step")
        .param(task.value())
        .query((row, _) -> row.getInt("step"))
        .list();
  }

  private RunningEngine start(HandlerUnderTest handler) {
    return start(QUICK, handler);
  }

  private RunningEngine start(Map<String, Object> settings, HandlerUnderTest handler) {
    RunningEngine engine =
        RunningEngine.start(infra.bootstrapServers(), database, settings, handler);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  private Fact send(HandlerUnderTest handler) throws Exception {
    Fact request = WorkTopic.request(handler.type(), "{\"number\":1}");
    work.send(request);
    work.flush();
    return request;
  }

  private void awaitEnd(TaskId task) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            database.factsOf(task).stream()
                .anyMatch(fact -> fact.event() instanceof TaskEvent.Final));
  }
}
