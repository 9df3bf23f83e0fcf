package dev.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.group.GroupClaim;
import dev.millrace.executor.group.GroupDatabase;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.kafka.NewestRecords;
import dev.millrace.outbox.relay.slot.StartRefused;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;

/// Which executors may start beside those that are alive, and that one which may not says why.
@MillraceInfra
@Timeout(240)
class StartsBesideOthersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GROUP = "millrace.executor.group";
  private static final String FINISHES = "millrace.executor.finishes";
  private static final ExecutorGroup OLD = new ExecutorGroup("old-it");
  private static final ExecutorGroup YOUNG = new ExecutorGroup("young-it");

  private final Infra infra;
  private final List<AutoCloseable> opened = new ArrayList<>();

  StartsBesideOthersIT(Infra infra) {
    this.infra = infra;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  @Test
  void typeOfALivingGroupIsRefusedInOneLineAndTheOtherGoesOn() throws Exception {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    HandlerUnderTest handler = noting(ran);
    RunningEngine old = start(database(), OLD, handler);

    assertThatThrownBy(() -> start(database(), YOUNG, handler))
        .rootCause()
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll(
            "'old-it'", "'young-it'", "'" + handler.type() + "'", old.id().value())
        .message()
        .doesNotContain("\n");

    assertThat(owner(handler.type())).isEqualTo(OLD);
    send(OLD, handler);
    await().atMost(PATIENCE).until(() -> List.copyOf(ran).equals(List.of("old-it")));
  }

  @Test
  void secondDatabaseOfAGroupIsRefused() {
    HandlerUnderTest handler = noting(new ConcurrentLinkedQueue<>());
    start(database(), OLD, handler);

    assertThatThrownBy(() -> start(database(), OLD, noting(new ConcurrentLinkedQueue<>())))
        .rootCause()
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll("'old-it'", GROUP);
  }

  @Test
  void databaseWithTasksKeepsItsGroup() throws Exception {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    HandlerUnderTest handler = noting(ran);
    EngineDatabase database = database();
    RunningEngine old = start(database, OLD, handler);
    send(OLD, handler);
    await().atMost(PATIENCE).until(() -> ran.size() == 1);
    old.close();

    assertThatThrownBy(() -> start(database, YOUNG, handler))
        .rootCause()
        .isInstanceOf(StartRefused.class)
        .hasMessageContainingAll("'old-it'", "'young-it'", GROUP);
    var claim =
        new GroupClaim(new GroupDatabase(database.client()), YOUNG, new ExecutorId("young-1"));
    assertThatThrownBy(claim::start).isInstanceOf(StartRefused.class);
    assertThat(claim.getPhase()).as("before that of relays, which make slots").isNegative();
    assertThat(start(database, OLD, handler).isWorking()).isTrue();
  }

  @Test
  void databaseWithoutTasksMayChangeItsGroup() {
    HandlerUnderTest handler = noting(new ConcurrentLinkedQueue<>());
    EngineDatabase database = database();
    start(database, OLD, handler).close();

    assertThat(start(database, YOUNG, handler).isWorking()).isTrue();
  }

  @Test
  void typeMovesOnceNobodyOffersItAndItsTasksAreFinishedWhereTheyWere() throws Exception {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    HandlerUnderTest handler = noting(ran);
    EngineDatabase oldDatabase = database();
    start(oldDatabase, OLD, handler).close();
    Fact accepted = send(OLD, handler);

    RunningEngine young = start(database(), YOUNG, handler);
    assertThat(owner(handler.type())).isEqualTo(YOUNG);
    assertThatThrownBy(() -> start(oldDatabase, OLD, handler))
        .rootCause()
        .hasMessageContainingAll("'young-it'", FINISHES);
    RunningEngine old =
        start(oldDatabase, Map.of(GROUP, OLD.value(), FINISHES, handler.type().value()), handler);
    send(YOUNG, handler);

    await().atMost(PATIENCE).until(() -> ran.size() == 2);
    assertThat(ran).containsExactlyInAnyOrder("old-it", "young-it");
    await().atMost(PATIENCE).until(() -> oldDatabase.factsOf(accepted.taskId()).size() == 2);
    assertThat(owner(handler.type())).as("what only finishes announces nothing").isEqualTo(YOUNG);
    assertThat(old.isWorking() && young.isWorking()).isTrue();
  }

  @Test
  void typeToFinishWithoutAHandlerIsRefused() {
    assertThatThrownBy(() -> start(database(), Map.of(FINISHES, "nobody-runs-it")))
        .rootCause()
        .hasMessageContainingAll(FINISHES, "'nobody-runs-it'");
  }

  @Test
  void ofTwoThatStartAtOnceOneWorks() throws Exception {
    for (int round = 0; round < 3; round++) {
      HandlerUnderTest handler = noting(new ConcurrentLinkedQueue<>());
      EngineDatabase first = database();
      EngineDatabase second = database();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var starts =
            List.of(
                threads.submit(starting(first, OLD, handler)),
                threads.submit(starting(second, YOUNG, handler)));
        List<RunningEngine> working = new ArrayList<>();
        for (Future<Optional<RunningEngine>> start : starts) {
          start.get().filter(StartsBesideOthersIT::works).ifPresent(working::add);
        }
        assertThat(working).as("round %d", round).hasSize(1);
        working.getFirst().close();
      }
    }
  }

  /// Whether it works in the end; else it says why, and is closed.
  private static boolean works(RunningEngine engine) {
    await().atMost(PATIENCE).until(() -> engine.isWorking() || engine.status().equals(Status.DOWN));
    if (!engine.isWorking()) {
      assertThat(String.valueOf(engine.health().get("reason"))).contains("'old-it'", "'young-it'");
      engine.close();
      return false;
    }
    return true;
  }

  private Callable<Optional<RunningEngine>> starting(
      EngineDatabase database, ExecutorGroup group, HandlerUnderTest handler) {
    return () -> {
      try {
        return Optional.of(
            RunningEngine.start(
                infra.bootstrapServers(), database, Map.of(GROUP, group.value()), handler));
      } catch (RuntimeException refused) {
        assertThat(refused).hasRootCauseInstanceOf(StartRefused.class);
        return Optional.empty();
      }
    };
  }

  private EngineDatabase database() {
    var database = new EngineDatabase(infra.newDatabase("starts"));
    opened.add(database);
    return database;
  }

  private RunningEngine start(
      EngineDatabase database, ExecutorGroup group, HandlerUnderTest handler) {
    return start(database, Map.of(GROUP, group.value()), handler);
  }

  private RunningEngine start(
      EngineDatabase database, Map<String, Object> settings, HandlerUnderTest... handlers) {
    RunningEngine engine =
        RunningEngine.start(infra.bootstrapServers(), database, settings, handlers);
    opened.add(engine);
    await().atMost(PATIENCE).until(engine::isWorking);
    return engine;
  }

  /// Notes whose executor ran it, by the name of the group of the database's tasks.
  private static HandlerUnderTest noting(Queue<String> ran) {
    return HandlerUnderTest.of((parameters, _) -> {
      ran.add(parameters.number() == 0 ? OLD.value() : YOUNG.value());
      return null;
    });
  }

  private Fact send(ExecutorGroup group, HandlerUnderTest handler) throws Exception {
    try (var work = new WorkTopic(infra.bootstrapServers())) {
      int number = group.equals(OLD) ? 0 : 1;
      Fact request =
          WorkTopic.of(group, WorkTopic.request(handler.type(), "{\"number\":" + number + "}"));
      work.send(request);
      work.flush();
      return request;
    }
  }

  private ExecutorGroup owner(TaskType type) {
    var records =
        new NewestRecords(
            Map.of("bootstrap.servers", infra.bootstrapServers()), "test", Duration.ofSeconds(20));
    return records.of(List.of(Topics.TASK_TYPES)).stream()
        .map(record -> TaskCodec.readEntry(record.value()))
        .filter(entry -> entry.type().equals(type))
        .map(TaskTypeEntry::owners)
        .findFirst()
        .orElseThrow();
  }
}
