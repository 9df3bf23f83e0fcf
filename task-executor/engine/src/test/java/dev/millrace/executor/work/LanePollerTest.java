package dev.millrace.executor.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.attempt.AbandonedHandlers;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.attempt.HandlerCall;
import dev.millrace.executor.attempt.LargeParameters;
import dev.millrace.executor.attempt.LargeResults;
import dev.millrace.executor.attempt.OutcomeWriter;
import dev.millrace.executor.attempt.RunningAttempts;
import dev.millrace.executor.attempt.thread.ComputingTurns;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.handler.Workload;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.room.FairChoice;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.InMemoryRunStore;
import dev.millrace.executor.store.StoreGate;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.support.HandlerUnderTest;
import dev.millrace.executor.support.WorkTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanePollerTest {

  private static final int PERMITS = 2;

  private final List<String> steps = new CopyOnWriteArrayList<>();
  private short deliveries = 1;
  private @Nullable OutcomeWriter outcomes;
  private final CountDownLatch end = new CountDownLatch(1);
  private HandlerUnderTest handler =
      HandlerUnderTest.of((_, _) -> {
        end.await();
        return null;
      });
  private final InMemoryRunStore.Store store = new InMemoryRunStore.Store();
  private final InMemoryRunStore anne = new InMemoryRunStore(store, new ExecutorId("anne"));
  private final RecordingRoom waiting = new RecordingRoom(steps);
  private final RecordingShareConsumer consumer = new RecordingShareConsumer(steps);
  private final EngineMeters meters = new EngineMeters(new SimpleMeterRegistry());
  private final TypeGate types = new TypeGate();
  private final StoreGate gate = new StoreGate();
  private final Permits permits =
      new Permits(PERMITS, new SharedPermits(100, 1, Long.MAX_VALUE, () -> {}));

  @BeforeEach
  void start() {
    anne.renew();
    consumer.subscribe(List.of(topic()));
  }

  @AfterEach
  void endTheHandlers() {
    end.countDown();
    if (outcomes != null) {
      outcomes.close(Duration.ZERO);
    }
  }

  @Test
  void workStartsAsFarAsThereArePermitsAndTheRestWaits() throws Exception {
    List<Fact> work = polled(5);

    poller(100).turn();

    assertThat(started()).containsExactlyElementsOf(tasks(work.subList(0, PERMITS)));
    assertThat(waiting.tasks).containsExactlyElementsOf(tasks(work.subList(PERMITS, 5)));
    assertThat(permits.free()).isZero();
  }

  @Test
  void nothingOvertakesWhatWaits() throws Exception {
    TypeRoom room = room(100);
    room.seenOccupied();
    List<Fact> work = polled(1);

    poller(room).turn();

    assertThat(started()).isEmpty();
    assertThat(waiting.tasks).containsExactlyElementsOf(tasks(work));
    assertThat(permits.free()).isEqualTo(PERMITS);
  }

  @Test
  void workOfAPausedTypeWaits() throws Exception {
    types.apply(new TypeControl(handler.type(), true, new UserId("bob"), "no more", Instant.EPOCH));
    List<Fact> work = polled(1);

    poller(100).turn();

    assertThat(started()).isEmpty();
    assertThat(waiting.tasks).containsExactlyElementsOf(tasks(work));
  }

  @Test
  void recordsAreAcknowledgedOnceAllOfThemAreWritten() throws Exception {
    polled(PERMITS + 1);

    poller(100).turn();

    assertThat(steps).containsExactly("park", "ACCEPT", "ACCEPT", "ACCEPT", "commit");
  }

  @Test
  void unreadableRecordIsADeadLetterBeforeItIsRejectedAndItsNeighbourStarts() throws Exception {
    consumer.addRecord(new ConsumerRecord<>(topic(), 0, 0, "k", "{".getBytes(UTF_8)));
    List<Fact> work = polled(1);

    poller(100).turn();

    assertThat(started()).containsExactlyElementsOf(tasks(work));
    assertThat(steps).containsExactly("unreadable", "REJECT", "ACCEPT", "commit");
  }

  @Test
  void workThatFailedToBeWrittenIsTriedAgainAndNothingIsReleasedMeanwhile() throws Exception {
    List<Fact> work = polled(1);
    gate.open();
    store.awayFor(1);

    poller(100).turn();

    assertThat(started()).containsExactlyElementsOf(tasks(work));
    assertThat(steps).containsExactly("ACCEPT", "commit");
  }

  @Test
  void pollerThatStopsWhileTheDatabaseIsAwayAcknowledgesNothingAndKeepsNoPermit() {
    requireNothingKeptByAPollerThatStops();
  }

  @Test
  void taskOfAPureHandlerThatEndsSoonIsWrittenWithItsClaim() throws Exception {
    handler = pure((parameters, _) -> parameters.number());
    List<Fact> work = polled(PERMITS);

    poller(100).turn();

    assertThat(events())
        .containsExactly("TaskStarted", "TaskStarted", "TaskCompleted", "TaskCompleted");
    assertThat(started()).containsAll(tasks(work));
    assertThat(steps).containsExactly("ACCEPT", "ACCEPT", "commit");
    assertThat(permits.free()).isEqualTo(PERMITS);
  }

  @Test
  void taskOfAPureHandlerThatTakesLongerIsClaimedAndEndsByItself() throws Exception {
    handler = handler.pure();
    List<Fact> work = polled(PERMITS + 1);

    poller(100).turn();

    assertThat(started()).containsExactlyInAnyOrderElementsOf(tasks(work.subList(0, PERMITS)));
    assertThat(waiting.tasks).containsExactlyElementsOf(tasks(work.subList(PERMITS, PERMITS + 1)));
    assertThat(permits.free()).isZero();
    end.countDown();
    permits.await(PERMITS, Duration.ofSeconds(10));
    assertThat(events())
        .containsExactly("TaskStarted", "TaskStarted", "TaskCompleted", "TaskCompleted");
  }

  @Test
  void earlyTaskCommitsOnceItIsClaimed() throws Exception {
    handler = pure((_, context) -> context.commit("half", TransactionalWork.NONE));
    polled(1);

    poller(100).turn();
    permits.await(PERMITS, Duration.ofSeconds(10));

    assertThat(events()).containsExactly("TaskStarted", "TaskCompleted");
  }

  @Test
  void earlyTaskThatSomebodyElseStartedWritesNothing() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    handler =
        pure((_, context) -> {
          try {
            return context.commit("mine", TransactionalWork.NONE);
          } finally {
            refused.countDown();
          }
        });
    Fact fact = polled(1).getFirst();
    InMemoryRunStore ben = new InMemoryRunStore(store, new ExecutorId("ben"));
    ben.renew();
    TaskRequested request = (TaskRequested) fact.event();
    ben.claim(
        List.of(
            new WorkItem.Requested(
                new AcceptedTask(fact.taskId(), fact.time(), request, null), "{}")));

    poller(100).turn();

    assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
    permits.await(PERMITS, Duration.ofSeconds(10));
    assertThat(permits.free()).isEqualTo(PERMITS);
    assertThat(events()).containsExactly("TaskStarted");
    assertThat(steps).containsExactly("ACCEPT", "commit");
  }

  @Test
  void earlyEndIsWrittenOnceTheDatabaseIsBack() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    handler = pure((_, _) -> runs.incrementAndGet());
    polled(1);
    gate.open();
    store.awayFor(1);

    poller(100).turn();

    assertThat(events()).containsExactly("TaskStarted", "TaskCompleted");
    assertThat(runs).hasValue(1);
  }

  @Test
  void earlyTasksOfAPollerThatStopsAreForgotten() {
    handler = pure((_, _) -> "done");
    requireNothingKeptByAPollerThatStops();
  }

  @Test
  void whatIsDeliveredAgainIsClaimedBeforeItStarts() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    handler =
        pure((_, _) -> {
          steps.add(store.facts().isEmpty() ? "unclaimed" : "claimed");
          begun.countDown();
          return null;
        });
    deliveries = 2;
    polled(1);

    poller(100).turn();

    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(steps).contains("claimed");
  }

  @Test
  void fullRoomLeavesTheLogToOthers() throws Exception {
    polled(1);

    poller(0).turn();

    assertThat(consumer.polls).isZero();
  }

  @Test
  void pollerThatIsStoppedLeavesTheGroup() throws Exception {
    LanePoller poller = poller(100);
    gate.open();
    poller.start();

    poller.stop();
    poller.awaitEnd(Duration.ofSeconds(10));

    assertThat(consumer.closed).isTrue();
  }

  /// The next poll brings work of so many tasks.
  private List<Fact> polled(int count) {
    List<Fact> work = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Fact fact = WorkTopic.request(handler.type(), "{\"number\":1}");
      work.add(fact);
      var event = TaskCodec.write(fact, "/millrace/api", null);
      var record = delivered(event.subject(), i + 1, event.data().getBytes(UTF_8));
      event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
      consumer.addRecord(record);
    }
    return work;
  }

  private ConsumerRecord<String, byte[]> delivered(String key, int offset, byte[] value) {
    return new ConsumerRecord<>(
        topic(),
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        key.length(),
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty(),
        Optional.of(deliveries));
  }

  private void requireNothingKeptByAPollerThatStops() {
    polled(1);
    LanePoller poller = poller(100);
    store.awayFor(Integer.MAX_VALUE);
    consumer.afterPoll = poller::stop;

    assertThatThrownBy(poller::turn).isInstanceOf(WakeupException.class);

    assertThat(steps).isEmpty();
    assertThat(permits.free()).isEqualTo(PERMITS);
  }

  private HandlerUnderTest pure(HandlerUnderTest.Body body) {
    return new HandlerUnderTest(handler.type(), handler.policy(), Workload.WAITS, true, body);
  }

  private List<String> events() {
    return store.facts().stream().map(fact -> fact.event().getClass().getSimpleName()).toList();
  }

  private String topic() {
    return Topics.work(handler.type(), Priority.NORMAL);
  }

  private List<TaskId> started() {
    return store.facts().stream().map(Fact::taskId).toList();
  }

  private static List<TaskId> tasks(List<Fact> work) {
    return work.stream().map(Fact::taskId).toList();
  }

  private TypeRoom room(int limit) {
    return new TypeRoom(
        handler.type(), waiting, new FairChoice(Map.of()), FleetLimit.NONE, limit, () -> {});
  }

  private LanePoller poller(int roomLimit) {
    return poller(room(roomLimit));
  }

  private LanePoller poller(TypeRoom room) {
    return new LanePoller(
        Priority.NORMAL,
        new WorkClaimer(handler, anne, runner(), permits, FleetLimit.NONE, room, meters),
        new WorkSource(Topics.work(handler.type(), Priority.NORMAL), consumer),
        gate,
        types,
        letters -> letters.forEach(letter -> steps.add(letter.reason())),
        meters);
  }

  /// Its attempts run until the test ends.
  private AttemptRunner runner() {
    RunningAttempts running = new RunningAttempts();
    outcomes = new OutcomeWriter(anne, running, meters);
    outcomes.start();
    InMemoryBlobs blobs = new InMemoryBlobs();
    return new AttemptRunner(
        anne,
        running,
        outcomes,
        new AttemptRunner.Surroundings(
            new HandlerThreads(new ComputingTurns(1, 1), _ -> false),
            new AbandonedHandlers(new AbandonedHandlers.Limits(1, 1), gate),
            new HandlerCall(null),
            new LargeParameters(blobs),
            new LargeResults(blobs, 1_000)),
        meters,
        Clock.fixed(Instant.now(), ZoneOffset.UTC));
  }
}
