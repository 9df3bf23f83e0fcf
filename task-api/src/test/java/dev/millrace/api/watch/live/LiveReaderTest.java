package dev.millrace.api.watch.live;

import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.log.TaskOrigins;
import dev.millrace.api.watch.log.TestLog;
import dev.millrace.api.watch.resume.Hearing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(60)
class LiveReaderTest {

  private final Fanout fanout = new Fanout();
  private final Queue<TestLog> logs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private volatile boolean databaseIsAway;
  private volatile Instant now = Instant.EPOCH;
  private final LiveReader reader =
      new LiveReader(fanout, new TaskOrigins(this::find), () -> logs.remove().open(), () -> now);

  @AfterEach
  void stop() {
    reader.stop();
  }

  @Test
  void whoBeginsHearsWhatIsNewAndWhoComesBackFindsWhatIsALittleOlder() {
    TestLog log = log(3);
    Hearing begins = enter(Hearing.ofTask(2));

    reader.start();
    await().until(() -> fanout.joined() == 1);
    log.append(started(0, 3, task(2), 3));
    await().until(() -> fanout.newest(task(2)) == 3);

    assertThat(begins.heard()).containsExactly("2:3");
    assertThat(fanout.join(Hearing.ofTask(2), LogPosition.of(1, 7)))
        .isInstanceOfSatisfying(
            Joining.Missed.class,
            missed ->
                assertThat(missed.entries())
                    .extracting(LogEntry::sequence)
                    .containsExactly(1L, 2L, 3L));
  }

  @Test
  void logIsReadForAMinuteAfterTheLastListener() {
    log(3);
    log(3);
    Hearing one = enter(Hearing.ofTask(2));
    reader.start();
    await().until(() -> fanout.joined() == 1);

    fanout.leave(one);
    now = now.plus(Duration.ofMinutes(2));
    await().until(() -> fanout.newest(task(2)) == -1);
    assertThat(logs).as("nobody listens").hasSize(1);

    enter(Hearing.ofTask(2));
    await().until(() -> fanout.newest(task(2)) == 2);
    assertThat(logs).isEmpty();
  }

  @Test
  void readerThatHasToBeginAnewCutsOffAll() {
    TestLog first = log(3);
    log(5);
    Hearing one = enter(Hearing.ofTask(2));
    reader.start();
    await().until(() -> fanout.joined() == 1);

    first.fail();

    await().until(one::isCutOff);
    await().until(() -> fanout.newest(task(2)) == 4);
  }

  @Test
  void originsAreLookedUpForStreamsOfManyTasksAlone() {
    live();
    Hearing one = enter(Hearing.ofTask(2));
    reader.publish(List.of(started(0, 100, task(2), 1)), LogPosition.of(101, 7));
    assertThat(lookUps).hasValue(0);

    Hearing many = enter(Hearing.ofAlice());
    reader.publish(List.of(started(0, 101, task(2), 2)), LogPosition.of(102, 7));

    assertThat(lookUps).hasValue(1);
    assertThat(one.heard()).containsExactly("2:1", "2:2");
    assertThat(many.heard()).containsExactly("2:2");
  }

  @Test
  void whileTheDatabaseIsAwayStreamsOfOneTaskGoOn() {
    live();
    Hearing one = enter(Hearing.ofTask(2));
    Hearing many = enter(Hearing.ofAlice());
    databaseIsAway = true;

    reader.publish(List.of(started(0, 100, task(2), 1)), LogPosition.of(101, 7));
    reader.publish(List.of(started(0, 101, task(2), 2)), LogPosition.of(102, 7));

    assertThat(many.isCutOff()).isTrue();
    assertThat(many.heard()).isEmpty();
    assertThat(one.heard()).containsExactly("2:1", "2:2");
    assertThat(lookUps).as("not asked in vain again").hasValue(1);
  }

  private Hearing enter(Hearing listener) {
    fanout.enter();
    fanout.joinSoon(listener);
    return listener;
  }

  private void live() {
    fanout.begin(LogPosition.of(100, 7));
    fanout.welcome();
  }

  /// The next log that the reader opens, with so many facts of task 2.
  private TestLog log(int facts) {
    var log = new TestLog(LogPosition.of(0, 7));
    for (int i = 0; i < facts; i++) {
      log.add(started(0, i, task(2), i));
    }
    logs.add(log);
    return log;
  }

  private Map<UUID, TaskOrigin> find(Set<? extends UUID> tasks) {
    lookUps.incrementAndGet();
    if (databaseIsAway) {
      throw new DataAccessResourceFailureException("away");
    }
    return Entries.origins(tasks);
  }
}
