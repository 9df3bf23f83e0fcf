package dev.millrace.api.watch.resume;

import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.watch.live.Fanout;
import dev.millrace.api.watch.live.FedFanout;
import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.LogReader;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.log.TaskOrigins;
import dev.millrace.api.watch.log.TestLog;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

/// Who joins at once, who waits for a pass, and who is cut off.
@Timeout(60)
class CatchUpTest {

  private static final LogPosition START = LogPosition.of(100, 7);

  private final FedFanout live = new FedFanout();
  private final Fanout fanout = live.fanout();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile boolean databaseIsAway;
  private volatile Supplier<LogReader> log = () -> new TestLog(START).open();
  private final CatchUp catchUp =
      new CatchUp(
          fanout,
          new TaskOrigins(this::find),
          () -> {
            opened.incrementAndGet();
            return log.get();
          },
          new CatchUpAllowance(1_000, new SteppedMeter()));

  @AfterEach
  void close() {
    catchUp.close();
  }

  @Test
  void streamThatTheFanoutRemembersJoinsAtOnceWithoutTheLog() {
    live.liveFrom(START);
    live.publish(LogPosition.of(101, 7), started(0, 100, task(2), 1));
    Hearing one = Hearing.ofAlice();

    resume(one, START);

    assertThat(one.heard()).containsExactly("2:1");
    assertThat(live.joined()).isOne();
    assertThat(opened).hasValue(0);
  }

  @Test
  void streamThatIsFurtherBackIsServedFromTheLog() {
    live.liveFrom(START);
    var earlier = new TestLog(LogPosition.of(98, 7));
    earlier.add(started(0, 98, task(2), 1));
    earlier.add(started(0, 99, task(2), 2));
    log = earlier::open;
    Hearing one = Hearing.ofAlice();

    resume(one, LogPosition.of(99, 7));

    await().until(() -> live.joined() == 1);
    assertThat(one.heard()).containsExactly("2:2");
  }

  @Test
  void slowClientThatHasReadIsServedAnew() {
    live.liveFrom(START);
    log =
        () -> {
          var earlier = new TestLog(LogPosition.of(97, 7));
          for (int i = 97; i < 100; i++) {
            earlier.add(started(0, i, task(2), i));
          }
          return earlier.open();
        };
    var resting = new CountDownLatch(1);
    Hearing slow = Hearing.ofAlice().fullAfter(1).onRest(resting::countDown);
    resume(slow, LogPosition.of(97, 7));
    await().until(() -> resting.getCount() == 0);
    assertThat(slow.heard()).containsExactly("2:97");

    slow.drain();

    await().until(() -> live.joined() == 1);
    assertThat(slow.heard()).containsExactly("2:97", "2:98", "2:99");
  }

  @Test
  void firstStreamOfAProcessWaitsForTheReaderAndNeedsNoLog() {
    Hearing one = Hearing.ofAlice();
    resume(one, START);

    live.liveFrom(START);

    await().until(() -> live.joined() == 1);
    assertThat(opened).hasValue(0);
  }

  @Test
  void positionThatIsLostBeginsAnew() {
    live.liveFrom(START);

    resume(Hearing.ofAlice(), LogPosition.of(5, 7));

    await().until(() -> lost.get() == 1);
    assertThat(opened).hasValue(1);
  }

  @Test
  void streamIsCutOffWhileKafkaOrTheDatabaseIsAway() {
    live.liveFrom(START);
    log =
        () -> {
          throw new KafkaException("away");
        };
    Hearing behind = Hearing.ofAlice();
    resume(behind, LogPosition.of(5, 7));
    await().until(behind::isCutOff);
    live.publish(LogPosition.of(101, 7), started(0, 100, task(2), 1));
    databaseIsAway = true;
    Hearing near = Hearing.ofAlice();

    resume(near, START);

    assertThat(near.isCutOff()).isTrue();
    assertThat(live.joined()).isZero();
  }

  @Test
  void streamThatComesAfterTheEndIsCutOff() {
    live.liveFrom(START);
    catchUp.close();
    Hearing one = Hearing.ofAlice();

    resume(one, LogPosition.of(5, 7));

    assertThat(one.isCutOff()).isTrue();
  }

  private void resume(Hearing listener, LogPosition position) {
    catchUp.resume(listener, position, lost::incrementAndGet);
  }

  private Map<UUID, TaskOrigin> find(Set<? extends UUID> tasks) {
    if (databaseIsAway) {
      throw new DataAccessResourceFailureException("away");
    }
    return Entries.origins(tasks);
  }
}
