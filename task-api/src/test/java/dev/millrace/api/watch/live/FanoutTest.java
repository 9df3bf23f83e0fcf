package dev.millrace.api.watch.live;

import static dev.millrace.api.watch.log.Entries.cancelled;
import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigin;
import dev.millrace.api.watch.resume.Hearing;
import dev.millrace.events.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Joining and passing on, without Kafka and without HTTP.
@Timeout(60)
class FanoutTest {

  private static final LogPosition START = LogPosition.of(100, 200);

  private final Fanout fanout = new Fanout();
  private LogPosition position = START;

  @BeforeEach
  void begin() {
    fanout.begin(START);
    fanout.welcome();
  }

  @Test
  void listenerOfATaskHearsItsFactsOnceAndWhereTheyAre() {
    Hearing one = join(Hearing.ofTask(1));

    publish(started(0, 100, task(1), 1), started(0, 101, task(1), 2), started(1, 200, task(2), 1));
    publish(started(0, 102, task(1), 2), cancelled(0, 103, task(1), 3));

    assertThat(one.heard()).containsExactly("1:1", "1:2", "1:3");
    assertThat(one.positions())
        .containsExactly(
            LogPosition.of(101, 200), LogPosition.of(102, 200), LogPosition.of(104, 201));
  }

  @Test
  void listenerOfAUserHearsWhatItsFilterAdmits() {
    Hearing all = join(Hearing.ofAlice());
    Hearing ended = join(Hearing.of(Filters.ofAlice(TaskStatus.CANCELLED)));

    publish(
        started(0, 100, task(2), 1),
        started(0, 101, task(3), 1),
        cancelled(1, 200, task(2), 2),
        started(0, 102, task(4), 1));

    assertThat(all.heard()).containsExactly("2:1", "2:2", "4:1");
    assertThat(ended.heard()).containsExactly("2:2");
  }

  @Test
  void listenerOfEverybodyHearsAllThatItsFilterAdmits() {
    Hearing all = join(Hearing.ofEverybody());
    Hearing ended = join(Hearing.of(Filters.ofEverybody(TaskStatus.CANCELLED)));
    Hearing alices = join(Hearing.ofAlice());

    publish(
        started(0, 100, task(2), 1), started(0, 101, task(3), 1), cancelled(1, 200, task(3), 2));

    assertThat(all.heard()).containsExactly("2:1", "3:1", "3:2");
    assertThat(ended.heard()).containsExactly("3:2");
    assertThat(alices.heard()).containsExactly("2:1");
  }

  @Test
  void whoComesBackGetsWhatWasMissedFirstAndJoinsBehindIt() {
    position = LogPosition.of(100, 0);
    fanout.begin(position);
    publish(started(0, 100, task(2), 1), started(1, 0, task(2), 2), started(0, 101, task(2), 3));
    Hearing back = Hearing.ofAlice();

    Joining first = fanout.join(back, LogPosition.of(101));
    Joining second = fanout.join(back, LogPosition.of(102, 1));
    publish(started(0, 102, task(2), 4), started(0, 103, task(2), 4));

    assertThat(first).isInstanceOf(Joining.Missed.class);
    var missed = (Joining.Missed) first;
    assertThat(missed.from()).as("over all partitions").isEqualTo(LogPosition.of(101, 0));
    assertThat(missed.entries()).extracting(LogEntry::sequence).containsExactly(2L, 3L);
    assertThat(second).isInstanceOf(Joining.Joined.class);
    assertThat(back.heard()).containsExactly("2:4");
  }

  @Test
  void positionThatIsForgottenOrStillToComeIsNotJoined() {
    Hearing back = Hearing.ofAlice();

    assertThat(fanout.join(back, LogPosition.of(99, 200))).isInstanceOf(Joining.TooEarly.class);
    assertThat(fanout.join(back, LogPosition.of(100, 201))).isInstanceOf(Joining.TooLate.class);
    fanout.end();
    assertThat(fanout.join(back, START)).isInstanceOf(Joining.TooLate.class);
    assertThat(fanout.joined()).isZero();
  }

  @Test
  void whoNeedsOriginsJoinsBehindTheFactsThatAreUnderWayWithoutThem() {
    LogEntry underway = started(0, 100, task(2), 1);
    assertThat(fanout.needsOrigins()).isFalse();
    Hearing begins = join(Hearing.ofAlice());
    Hearing resumes = Hearing.ofAlice();
    Hearing one = join(Hearing.ofTask(2));

    assertThat(fanout.join(resumes, START)).isInstanceOf(Joining.TooLate.class);
    assertThat(fanout.joined()).as("the one that needs none").isOne();
    fanout.publish(List.of(underway), Map.of(), LogPosition.of(101, 200));

    assertThat(fanout.join(resumes, START)).isEqualTo(new Joining.Missed(START, List.of(underway)));
    assertThat(fanout.join(resumes, LogPosition.of(101, 200))).isEqualTo(new Joining.Joined());
    assertThat(fanout.needsOrigins()).isTrue();
    publish(started(0, 101, task(2), 2));
    assertThat(begins.heard()).containsExactly("2:2");
    assertThat(resumes.heard()).containsExactly("2:2");
    assertThat(one.heard()).containsExactly("2:1", "2:2");
  }

  @Test
  void withoutOriginsStreamsOfOneTaskGoOnAlone() {
    Hearing many = join(Hearing.ofAlice());
    Hearing one = join(Hearing.ofTask(2));
    assertThat(fanout.needsOrigins()).isTrue();

    fanout.leaveOriginsOut();
    Hearing later = join(Hearing.ofAlice());
    fanout.publish(List.of(started(0, 100, task(2), 1)), Map.of(), LogPosition.of(101, 200));

    assertThat(many.isCutOff()).isTrue();
    assertThat(one.heard()).containsExactly("2:1");
    assertThat(later.isCutOff()).isFalse();
    assertThat(fanout.joined()).as("one, and the later one behind the fact").isEqualTo(2);
  }

  @Test
  void whoCameBeforeTheFanoutWasLiveHearsWhatIsNew() {
    fanout.end();
    Hearing early = join(Hearing.ofTask(1));
    fanout.begin(START);
    publish(started(0, 100, task(1), 1));

    fanout.welcome();
    publish(started(0, 101, task(1), 2));

    assertThat(early.heard()).containsExactly("1:2");
  }

  @Test
  void endCutsOffAllAndIsPutOffWhileSomebodyIsThere() {
    fanout.enter();
    Hearing one = join(Hearing.ofTask(1));

    assertThat(fanout.endUnwanted()).isFalse();
    assertThat(one.isCutOff()).isFalse();
    fanout.leave(one);

    assertThat(fanout.endUnwanted()).isTrue();
    Hearing other = join(Hearing.ofTask(1));
    fanout.begin(START);
    fanout.welcome();
    fanout.end();
    assertThat(other.isCutOff()).isTrue();
  }

  @Test
  void whoWantsNoMoreIsForgotten() {
    Hearing one = join(Hearing.ofTask(1)).enoughAfter(2);

    publish(started(0, 100, task(1), 1), started(0, 101, task(1), 2), started(0, 102, task(1), 3));

    assertThat(one.heard()).containsExactly("1:1", "1:2");
    assertThat(fanout.joined()).isZero();
  }

  @Test
  void factIsParsedOnceHoweverManyFilterByStatusAndNotAtAllWithoutThem() {
    var parses = new AtomicInteger();
    LogEntry unread = Entries.counted(started(0, 100, task(2), 1), parses);
    LogEntry ofBob = Entries.counted(started(0, 101, task(3), 1), parses);
    LogEntry filtered = Entries.counted(cancelled(0, 102, task(2), 2), parses);
    join(Hearing.ofAlice());

    publish(unread);
    List<Hearing> ended = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ended.add(join(Hearing.of(Filters.ofAlice(TaskStatus.CANCELLED))));
    }
    publish(ofBob);
    assertThat(parses).hasValue(0);
    publish(filtered);

    assertThat(parses).hasValue(1);
    assertThat(ended).allSatisfy(each -> assertThat(each.heard()).containsExactly("2:2"));
  }

  @Test
  void factIsParsedWhileOthersMayTakeTheLock() {
    var newest = new AtomicLong();
    var joined = new AtomicInteger();
    LogEntry slow =
        Entries.parsedBy(
            cancelled(0, 100, task(2), 1),
            () -> {
              // Another thread gets the lock, and a read does without it.
              joined.set(
                  CompletableFuture.supplyAsync(fanout::joined)
                      .orTimeout(10, TimeUnit.SECONDS)
                      .join());
              newest.set(fanout.newest(task(2)));
            });
    join(Hearing.of(Filters.ofAlice(TaskStatus.CANCELLED)));

    publish(slow);

    assertThat(joined).hasValue(1);
    assertThat(newest).hasValue(-1);
    assertThat(fanout.newest(task(2))).isOne();
  }

  @Test
  void readsOfATaskWaitForNoListener() throws InterruptedException {
    var hearing = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    fanout.joinSoon(
        new Listener() {
          @Override
          public EventFilter filter() {
            return new EventFilter.OneTask(task(1));
          }

          @Override
          public boolean hear(LogEntry entry, String position) {
            hearing.countDown();
            try {
              return asked.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return false;
            }
          }
        });
    var publishing = CompletableFuture.runAsync(() -> publish(started(0, 100, task(1), 7)));
    assertThat(hearing.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(fanout.newest(task(1))).isEqualTo(7);

    asked.countDown();
    publishing.join();
    assertThat(fanout.joined()).isOne();
  }

  private void publish(LogEntry... entries) {
    for (LogEntry entry : entries) {
      position = position.after(entry.partition(), entry.offset());
    }
    Map<UUID, TaskOrigin> known =
        fanout.needsOrigins()
            ? Entries.origins(Stream.of(entries).map(LogEntry::task).collect(Collectors.toSet()))
            : Map.of();
    fanout.publish(List.of(entries), known, position);
  }

  private Hearing join(Hearing listener) {
    fanout.joinSoon(listener);
    return listener;
  }
}
