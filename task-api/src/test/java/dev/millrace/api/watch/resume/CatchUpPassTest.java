package dev.millrace.api.watch.resume;

import static dev.millrace.api.watch.log.Entries.ALICE;
import static dev.millrace.api.watch.log.Entries.BOB;
import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.live.FedFanout;
import dev.millrace.api.watch.live.Filters;
import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.log.TaskOrigins;
import dev.millrace.api.watch.log.TestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

/// One way through a log of two partitions, of which the second one moves no further than 7.
@Timeout(60)
class CatchUpPassTest {

  private static final int ALLOWED = 100;
  private static final LogPosition VERY_FIRST = LogPosition.of(0, 0);

  private final SteppedMeter clock = new SteppedMeter();
  private final CatchUpAllowance allowance = new CatchUpAllowance(ALLOWED, clock);
  private final FedFanout live = new FedFanout();
  private final Fanout fanout = live.fanout();
  private final List<ResumingStream> group = new ArrayList<>();
  private final List<LogPosition> again = new ArrayList<>();
  private final List<Hearing> lost = new ArrayList<>();
  private boolean databaseIsAway;
  private boolean stopping;

  @Test
  void streamGoesOnFromTheMiddleOfTheLogAndJoinsBehindItsEnd() throws Exception {
    Hearing one = resume(Hearing.ofAlice(), LogPosition.of(3, 7));
    live.liveFrom(LogPosition.of(6, 7));

    read(log(0, 6));
    publish(started(0, 6, task(2), 6));

    assertThat(one.heard()).containsExactly("2:3", "2:4", "2:5", "2:6");
    assertThat(one.positions())
        .extracting(position -> position.next(0))
        .containsExactly(4L, 5L, 6L, 7L);
    assertThat(group).isEmpty();
  }

  @Test
  void twoStreamsAtDifferentPositionsGetEachTheirOwnAndNoSecondCopy() throws Exception {
    Hearing early = resume(Hearing.ofAlice(), VERY_FIRST);
    Hearing late = resume(Hearing.ofTask(2), LogPosition.of(4, 7));
    Hearing bobs = resume(Hearing.of(Filters.ofEverybody()).by(BOB), LogPosition.of(5, 0));
    live.liveFrom(LogPosition.of(7, 7));
    TestLog log = log(0, 6);
    log.add(started(0, 6, task(2), 4));

    read(log);

    assertThat(early.heard()).containsExactly("2:0", "2:1", "2:2", "2:3", "2:4", "2:5");
    assertThat(late.heard()).containsExactly("2:4", "2:5");
    assertThat(bobs.heard()).containsExactly("2:5");
    assertThat(live.joined()).isEqualTo(3);
  }

  @Test
  void secondCopyOfWhatTheClientHeardBeforeItWentIsDropped() throws Exception {
    Hearing back = resume(Hearing.ofAlice(), LogPosition.of(4, 7));
    live.liveFrom(LogPosition.of(7, 7));
    TestLog log = log(0, 4);
    log.add(started(0, 4, task(2), 2));
    log.add(started(0, 5, task(2), 3));
    log.add(started(0, 6, task(2), 4));

    read(log);

    assertThat(back.heard()).containsExactly("2:4");
  }

  @Test
  void positionThatTheLogHasNotOrNotYetIsLostAndTheOthersGoOn() throws Exception {
    Hearing deleted = resume(Hearing.ofAlice(), LogPosition.of(2, 7));
    Hearing beyond = resume(Hearing.ofAlice(), LogPosition.of(4, 8));
    Hearing ofMorePartitions = resume(Hearing.ofAlice(), LogPosition.of(4, 7, 1));
    Hearing firstOfAll = resume(Hearing.ofAlice(), VERY_FIRST);
    live.liveFrom(LogPosition.of(6, 7));

    read(log(3, 6));

    assertThat(lost).containsExactly(deleted, beyond, ofMorePartitions);
    assertThat(Stream.of(deleted, beyond, ofMorePartitions).flatMap(each -> each.heard().stream()))
        .isEmpty();
    assertThat(firstOfAll.heard()).containsExactly("2:3", "2:4", "2:5");
  }

  @Test
  void streamThatIsClosedDuringAPassHoldsUpNobody() throws Exception {
    Hearing closed = resume(Hearing.ofAlice().enoughAfter(2), VERY_FIRST);
    Hearing other = resume(Hearing.ofAlice(), VERY_FIRST);
    live.liveFrom(LogPosition.of(6, 7));
    TestLog log = log(0, 6);
    log.perPoll(1);

    read(log);

    assertThat(closed.heard()).containsExactly("2:0", "2:1");
    assertThat(other.heard()).hasSize(6);
    assertThat(live.joined()).isOne();
  }

  @Test
  void passEndsWithItsLastStream() throws Exception {
    Hearing closed = resume(Hearing.ofAlice().closedAfter(2), VERY_FIRST);
    live.liveFrom(LogPosition.of(6, 7));
    TestLog log = log(0, 6);
    log.perPoll(1);

    read(log);

    assertThat(closed.heard()).containsExactly("2:0", "2:1");
    assertThat(log.polls()).isEqualTo(2);
  }

  @Test
  void recordsThatAreNoFactsArePassed() throws Exception {
    Hearing one = resume(Hearing.ofAlice(), LogPosition.of(3, 7));
    live.liveFrom(LogPosition.of(7, 7));
    TestLog log = log(0, 5);
    log.addGarbage(0, 5);
    log.addGarbage(0, 6);

    read(log);

    assertThat(one.heard()).containsExactly("2:3", "2:4");
    assertThat(live.joined()).isOne();
  }

  @Test
  void slowClientLeavesThePassAndComesAgainWhereItWas() throws Exception {
    Hearing slow = resume(Hearing.ofAlice().fullAfter(2), LogPosition.of(1, 7));
    Hearing quick = resume(Hearing.ofAlice(), LogPosition.of(1, 7));
    live.liveFrom(LogPosition.of(6, 7));

    read(log(0, 6));

    assertThat(slow.heard()).containsExactly("2:1", "2:2");
    assertThat(quick.heard()).hasSize(5);
    assertThat(again).isEmpty();
    slow.drain();
    assertThat(again).containsExactly(LogPosition.of(3, 7));
  }

  @Test
  void passThatIsAheadWaitsForTheLiveStreamsAndSaysNothingTwice() throws Exception {
    Hearing one = resume(Hearing.ofAlice(), VERY_FIRST);
    live.liveFrom(LogPosition.of(4, 7));
    TestLog log = log(0, 6);
    CompletableFuture<Void> published = new CompletableFuture<>();
    log.atPoll(() ->
        Thread.ofVirtual()
            .start(() -> {
              publish(started(0, 4, task(2), 4), started(0, 5, task(2), 5));
              published.complete(null);
            }));

    read(log);
    published.join();
    publish(started(0, 6, task(2), 6));

    assertThat(one.heard()).isEqualTo(IntStream.range(0, 7).mapToObj(i -> "2:" + i).toList());
  }

  @Test
  void passIsChargedOnceToEachUserInIt() throws Exception {
    for (int i = 0; i < 3; i++) {
      resume(Hearing.ofAlice(), VERY_FIRST);
    }
    resume(Hearing.ofEverybody().by(BOB), VERY_FIRST);
    live.liveFrom(LogPosition.of(60, 7));
    TestLog log = log(0, 60);

    read(log);
    allowance.charge(ALICE, ALLOWED - 61);
    assertThat(allowance.admits(ALICE, 1)).isTrue();
    assertThat(allowance.admits(BOB, 1)).isTrue();
    allowance.charge(ALICE, 1);

    Hearing spent = resume(Hearing.ofAlice(), VERY_FIRST);
    Hearing bobs = resume(Hearing.ofEverybody().by(BOB), VERY_FIRST);
    read(log(0, 60));
    assertThat(lost).containsExactly(spent);
    assertThat(bobs.heard()).hasSize(60);
    clock.step(Duration.ofSeconds(1));
    assertThat(allowance.admits(ALICE, 1)).isTrue();
  }

  @Test
  void streamThatIsTooFarBackIsLost() throws Exception {
    Hearing far = resume(Hearing.ofAlice(), VERY_FIRST);
    Hearing near = resume(Hearing.ofAlice(), LogPosition.of(50, 7));
    live.liveFrom(LogPosition.of(ALLOWED + 1, 7));

    read(log(0, ALLOWED + 1));

    assertThat(lost).containsExactly(far);
    assertThat(near.heard()).hasSize(ALLOWED + 1 - 50);
  }

  @Test
  void databaseIsNeededForStreamsOfManyTasksAlone() throws Exception {
    databaseIsAway = true;
    live.liveFrom(LogPosition.of(6, 7));
    Hearing one = resume(Hearing.ofTask(2), VERY_FIRST);
    read(log(0, 6));
    assertThat(one.heard()).hasSize(6);

    Hearing many = resume(Hearing.ofAlice(), VERY_FIRST);
    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> read(log(0, 6)));

    assertThat(many.heard()).isEmpty();
    assertThat(group).as("to be cut off").hasSize(1);
  }

  @Test
  void stoppedPassLeavesItsStreamsToBeCutOff() throws Exception {
    resume(Hearing.ofAlice(), VERY_FIRST);
    stopping = true;

    read(log(0, 6));

    assertThat(group).hasSize(1);
  }

  private Hearing resume(Hearing listener, LogPosition position) {
    group.add(new ResumingStream(listener, position, again::add, () -> lost.add(listener)));
    return listener;
  }

  /// The facts of one task of alice's in partition 0.
  private static TestLog log(int begin, int end) {
    var log = new TestLog(LogPosition.of(begin, 7));
    for (int i = begin; i < end; i++) {
      log.add(started(0, i, task(2), i));
    }
    return log;
  }

  private void read(TestLog log) throws InterruptedException {
    var origins = new TaskOrigins(this::find);
    new CatchUpPass(group, fanout, origins, allowance, () -> stopping).read(log.open());
  }

  private void publish(LogEntry... facts) {
    live.publish(LogPosition.of(facts[facts.length - 1].offset() + 1, 7), facts);
  }

  private Map<UUID, TaskOrigin> find(Set<? extends UUID> tasks) {
    if (databaseIsAway) {
      throw new DataAccessResourceFailureException("away");
    }
    return Entries.origins(tasks);
  }
}
