package dev.millrace.api.watch.resume;

import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.live.FedFanout;
import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How a stream gets from its position to the live facts by what the fan-out remembers.
@Timeout(60)
class ResumingStreamTest {

  private static final LogPosition START = LogPosition.of(100, 200);
  private static final int FACTS = 4_000;
  private static final int STREAMS = 8;

  private final FedFanout live = new FedFanout();
  private final Fanout fanout = live.fanout();
  private final TaskOrigins origins = new TaskOrigins(Entries::origins);
  private final List<LogPosition> again = new ArrayList<>();
  private int lost;

  @BeforeEach
  void begin() {
    live.liveFrom(START);
  }

  @Test
  void hearsWhatWasMissedAndThenWhatIsNew() {
    publish(0, 3);
    Hearing one = Hearing.ofAlice();
    ResumingStream resuming = resuming(one, LogPosition.of(101, 200));

    resuming.join(fanout, origins);
    publish(3, 4);

    assertThat(resuming.state()).isEqualTo(new ResumingStream.Done());
    assertThat(one.heard()).containsExactly("2:1", "2:2", "2:3");
    assertThat(one.positions())
        .containsExactly(
            LogPosition.of(102, 200), LogPosition.of(103, 200), LogPosition.of(104, 200));
  }

  @Test
  void whoseClientReadsTooSlowlyRestsAndGoesOnFromThere() {
    publish(0, 5);
    Hearing slow = Hearing.ofAlice().fullAfter(2);
    ResumingStream resuming = resuming(slow, START);

    resuming.join(fanout, origins);
    assertThat(resuming.state()).isEqualTo(new ResumingStream.Resting(LogPosition.of(102, 200)));
    assertThat(resuming.settle()).isTrue();
    assertThat(again).isEmpty();
    slow.drain();

    assertThat(again).containsExactly(LogPosition.of(102, 200));
    assertThat(slow.heard()).containsExactly("2:0", "2:1");
    assertThat(live.joined()).isZero();
  }

  @Test
  void whatTheFanoutDoesNotRememberIsInTheLogAndWhatIsAheadOfItIsNotLost() {
    ResumingStream behind = resuming(Hearing.ofAlice(), LogPosition.of(99, 200));
    ResumingStream ahead = resuming(Hearing.ofAlice(), LogPosition.of(100, 201));

    behind.join(fanout, origins);
    ahead.join(fanout, origins);

    assertThat(behind.state()).isEqualTo(new ResumingStream.Behind(LogPosition.of(99, 200)));
    assertThat(ahead.state()).isEqualTo(new ResumingStream.Ahead(LogPosition.of(100, 201)));
    assertThat(behind.settle()).isFalse();
    assertThat(ahead.settle()).isFalse();
  }

  @Test
  void streamThatHasEndedDoesNotJoin() {
    ResumingStream resuming = resuming(Hearing.ofAlice().closedAfter(0), START);

    resuming.join(fanout, origins);

    assertThat(resuming.state()).isEqualTo(new ResumingStream.Done());
    assertThat(live.joined()).isZero();
  }

  @Test
  void lostStreamThatCannotBeginAnewIsCutOff() {
    Hearing one = Hearing.ofAlice();
    var resuming =
        new ResumingStream(
            one,
            LogPosition.of(0, 0),
            again::add,
            () -> {
              lost++;
              throw new IllegalStateException("the task is gone");
            });
    var allowance = new CatchUpAllowance(10, new SteppedMeter());
    resuming.require(START, LogPosition.of(200, 200), allowance);

    assertThat(resuming.settle()).isTrue();

    assertThat(lost).isOne();
    assertThat(one.isCutOff()).isTrue();
  }

  @Test
  void streamsThatJoinWhileFactsArePassedOnMissNothingAndHearNothingTwice() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Hearing> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<ResumingStream>> joins = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        Hearing one = i % 2 == 0 ? Hearing.ofAlice() : Hearing.ofTask(2);
        all.add(one);
        int after = random.nextInt(FACTS);
        joins.add(() -> joinOnce(one, after));
      }
      List<Future<ResumingStream>> joined = joins.stream().map(threads::submit).toList();
      for (int i = 0; i < FACTS; ) {
        int most = Math.min(FACTS, i + 1 + random.nextInt(5));
        publish(i, most);
        i = most;
      }
      for (Future<ResumingStream> each : joined) {
        assertThat(each.get(30, TimeUnit.SECONDS).state())
            .as("seed %d", seed)
            .isEqualTo(new ResumingStream.Done());
      }
    }

    List<String> each = IntStream.range(0, FACTS).mapToObj(i -> "2:" + i).toList();
    assertThat(all).allSatisfy(one -> assertThat(one.heard()).as("seed %d", seed).isEqualTo(each));
  }

  /// Joins from the very start on, when so many facts were passed on.
  private ResumingStream joinOnce(Hearing listener, int facts) throws InterruptedException {
    while (live.newest(task(2)) < facts) {
      fanout.awaitNews(Duration.ofMillis(50));
    }
    ResumingStream resuming = resuming(listener, START);
    while (!(resuming.state() instanceof ResumingStream.Done)) {
      resuming.join(fanout, origins);
    }
    return resuming;
  }

  /// Facts of one task of alice's, in partition 0.
  private void publish(int from, int to) {
    live.publish(
        LogPosition.of(100 + to, 200),
        IntStream.range(from, to)
            .mapToObj(i -> started(0, 100 + i, task(2), i))
            .toArray(LogEntry[]::new));
  }

  private ResumingStream resuming(Hearing listener, LogPosition position) {
    return new ResumingStream(listener, position, again::add, () -> lost++);
  }
}
