package dev.millrace.executor.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.store.LeaseLapsed;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.TwoExecutors;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.postgres.PostgresRetryRows;
import dev.millrace.executor.store.postgres.RunRestoration;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// What a task in the waiting room is, and is not.
@MillraceInfra
@Timeout(60)
final class PostgresWaitingRoomIT {

  private static final ExecutorId ANNE = new ExecutorId("anne");
  private static final ExecutorId BEN = new ExecutorId("ben");
  private static final TaskType TYPE = new TaskType("t");
  private static final WaitingRoom.Room ROOMY = new WaitingRoom.Room(100, Long.MAX_VALUE);
  private static final Choice FAIR = new FairChoice(Map.of());

  private final EngineDatabase database;
  private RunStore anne;
  private RunStore ben;
  private WaitingRoom room;

  PostgresWaitingRoomIT(Infra infra) {
    this.database = new EngineDatabase(infra.newDatabase("room"));
  }

  @BeforeEach
  void twoExecutors() {
    anne = database.store(ANNE, Duration.ofMinutes(1));
    ben = database.store(BEN, Duration.ofMinutes(1));
    anne.renew();
    ben.renew();
    room = database.room(ANNE);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTaskThatWaitsSaysNothingAndStartsWithItsFirstAttempt() {
    WorkItem.Requested item = TwoExecutors.item();

    assertThat(room.park(List.of(item))).isEqualTo(1);
    assertThat(database.facts()).isEmpty();
    assertThat(room.occupied(List.of(TYPE, new TaskType("other")))).containsExactly(TYPE);
    assertThat(room.crowds().get(TYPE))
        .isEqualTo(new WaitingRoom.Crowd(1, item.task().requestedAt()));

    WaitingRoom.Started started = room.start(TYPE, ROOMY, FAIR);
    assertThat(started.claims()).containsExactly(new TaskClaim(item.task(), 1, 0, 1, null));
    assertThat(started.more()).isFalse();
    assertThat(eventsOf(item.taskId())).containsExactly(new TaskStarted(1, 1, ANNE));
    assertThat(room.occupied(List.of(TYPE))).isEmpty();
    assertThat(room.crowds()).isEmpty();
  }

  @Test
  void itsWorkItemIsDroppedWhereverItComesAgain() {
    WorkItem item = TwoExecutors.item();
    room.park(List.of(item, item));

    assertThat(room.park(List.of(item))).isZero();
    assertThat(ben.claim(List.of(item))).isEmpty();
    assertThat(room.start(TYPE, ROOMY, FAIR).claims()).hasSize(1);
    assertThat(room.park(List.of(item))).isZero();
    assertThat(room.start(TYPE, ROOMY, FAIR).claims()).isEmpty();
  }

  @Test
  void aRetryWaitsAsOneAndIsTheNextAttempt() {
    TaskClaim first = anne.claim(List.of(TwoExecutors.item())).getFirst();
    WorkItem retry = retryOf(first);

    assertThat(room.park(List.of(retry))).isEqualTo(1);
    assertThat(state(first.taskId())).isEqualTo("retry");
    assertThat(ben.claim(List.of(retry))).as("its work item again").isEmpty();
    assertThat(room.park(List.of(retry))).isZero();
    assertThat(room.start(TYPE, ROOMY, FAIR).claims())
        .containsExactly(new TaskClaim(first.task(), 2, 0, 2, null));
    assertThat(database.violations()).isEmpty();
  }

  @Test
  void whatWaitsIsNotOverdue() {
    TaskClaim first = anne.claim(List.of(TwoExecutors.item())).getFirst();
    room.park(List.of(retryOf(first), TwoExecutors.item()));
    database
        .client()
        .sql("update millrace_engine.run set retry_at = now() - interval '1 hour'")
        .update();
    var rows = new PostgresRetryRows(database.client(), Clock.systemUTC(), ExecutorGroup.DEFAULT);

    assertThat(rows.takeOverdue(10)).isEmpty();
    assertThat(rows.waiting(List.of(first.taskId()))).isEmpty();
  }

  @Test
  void executorsStartEachTaskOnceAndAllOfThem() throws Exception {
    List<WorkItem> items = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      items.add(TwoExecutors.item());
    }
    room.park(items);
    List<Callable<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      WaitingRoom hand = database.room(i % 2 == 0 ? ANNE : BEN);
      starts.add(() ->
          hand.start(TYPE, new WaitingRoom.Room(10, Long.MAX_VALUE), new FairChoice(Map.of()))
              .claims()
              .size());
    }
    int started = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> one : threads.invokeAll(starts)) {
        started += one.get();
      }
    }
    assertThat(started).isEqualTo(200);
    assertThat(database.facts()).hasSize(200);
    assertThat(database.violations()).isEmpty();
  }

  @Test
  void usersShareWhatIsFreeWithWhatRunsOfAllExecutors() {
    park("ann", 50);
    ben.claim(itemsOf("ann", 6));
    park("bob", 50);

    List<TaskClaim> claims =
        room.start(TYPE, new WaitingRoom.Room(10, Long.MAX_VALUE), FAIR).claims();

    assertThat(claims).filteredOn(claim -> user(claim).equals("ann")).hasSize(2);
    assertThat(claims).filteredOn(claim -> user(claim).equals("bob")).hasSize(8);
  }

  @Test
  void everyUserComesByHoweverManyWait() {
    for (int user = 0; user < 250; user++) {
      park("user-%03d".formatted(user), 2);
    }
    List<String> served = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      room.start(TYPE, new WaitingRoom.Room(100, Long.MAX_VALUE), FAIR)
          .claims()
          .forEach(claim -> served.add(user(claim)));
    }

    assertThat(served.stream().distinct()).hasSize(250);
  }

  @Test
  void noMoreStartsThanFitsIntoTheMemoryButOneInAnyCase() {
    List<WorkItem.Requested> items = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Fact fact = WorkTopic.request(TYPE, "{\"text\":\"" + "x".repeat(1_000) + "\"}");
      items.add((WorkItem.Requested) WorkTopic.item(fact));
    }
    room.park(List.copyOf(items));

    assertThat(room.start(TYPE, new WaitingRoom.Room(10, 2_100), FAIR).claims()).hasSize(2);
    WaitingRoom.Started started = room.start(TYPE, new WaitingRoom.Room(10, 0), FAIR);
    assertThat(started.claims()).hasSize(1);
    assertThat(started.more()).isTrue();
  }

  @Test
  void nobodyStartsAnythingWithoutAValidLease() {
    room.park(List.of(TwoExecutors.item()));
    anne.release();

    assertThatThrownBy(() -> room.start(TYPE, ROOMY, FAIR)).isInstanceOf(LeaseLapsed.class);
    assertThat(database.room(BEN).start(TYPE, ROOMY, FAIR).claims()).hasSize(1);
  }

  @Test
  void aTaskWhoseDeadlineHasPassedIsStartedToEnd() {
    WorkItem late = WorkTopic.item(WorkTopic.request(TYPE, "{}", Duration.ofSeconds(-1)));
    WorkItem inTime = WorkTopic.item(WorkTopic.request(TYPE, "{}", Duration.ofHours(1)));
    room.park(List.of(late, inTime, TwoExecutors.item()));

    assertThat(room.startLate(TYPE, 10))
        .extracting(TaskClaim::taskId)
        .containsExactly(late.taskId());
    assertThat(room.startLate(TYPE, 10)).isEmpty();
  }

  @Test
  void aRestorationLeavesItWaiting() {
    WorkItem item = TwoExecutors.item();
    room.park(List.of(item));
    new RunRestoration(
            database.client(), new JdbcTransactionManager(database.pool()), Clock.systemUTC())
        .restoreAll();

    assertThat(room.start(TYPE, ROOMY, FAIR).claims()).hasSize(1);
    List<Fact> facts = database.factsOf(item.taskId());
    assertThat(facts.getFirst().event()).isInstanceOf(TaskRestored.class);
    assertThat(facts.getLast().event()).isEqualTo(new TaskStarted(1, 1, ANNE));
    assertThat(facts).extracting(Fact::sequence).containsExactly(1L, 2L);
  }

  private void park(String user, int count) {
    room.park(itemsOf(user, count));
  }

  private static List<WorkItem> itemsOf(String user, int count) {
    List<WorkItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(WorkTopic.item(WorkTopic.request(new UserId(user), TYPE, "{}")));
    }
    return items;
  }

  private WorkItem retryOf(TaskClaim claim) {
    var retry = new TaskRetryScheduled(1, new TaskError("timeout", "slow", true), Instant.now());
    anne.finish(List.of(new Outcome(claim, Instant.now(), retry, null)));
    return new WorkItem.Continued(TYPE, database.factsOf(claim.taskId()).getLast());
  }

  private @Nullable String state(TaskId task) {
    return database
        .client()
        .sql("select state from millrace_engine.run where task_id = ?")
        .param(task.value())
        .query(String.class)
        .single();
  }

  private static String user(TaskClaim claim) {
    return claim.request().userId().value();
  }

  private List<TaskEvent> eventsOf(TaskId task) {
    return database.factsOf(task).stream().map(Fact::event).toList();
  }
}
