package dev.millrace.executor.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.events.Fact;
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
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.pause.TypeGate;
import dev.millrace.executor.room.FairChoice;
import dev.millrace.executor.store.InMemoryRunStore;
import dev.millrace.executor.store.StoreGate;
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
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanePollerTest {

  private static final int PERMITS = 2;

  private final List<String> steps = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HandlerUnderTest handler =
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
    polled(1);
    LanePoller poller = poller(100);
    store.awayFor(Integer.MAX_VALUE);
    consumer.afterPoll = poller::stop;

    assertThatThrownBy(poller::turn).isInstanceOf(WakeupException.class);

    assertThat(steps).isEmpty();
    assertThat(permits.free()).isEqualTo(PERMITS);
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
      var record =
          new ConsumerRecord<>(topic(), 0, i + 1, event.subject(), event.data().getBytes(UTF_8));
      event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
      consumer.addRecord(record);
    }
    return work;
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
    InMemoryBlobs blobs = new InMemoryBlobs();
    return new AttemptRunner(
        anne,
        running,
        new OutcomeWriter(anne, running, meters),
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
