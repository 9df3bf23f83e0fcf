package dev.millrace.api.watch;

import static dev.millrace.api.watch.Entries.cancelled;
import static dev.millrace.api.watch.Entries.started;
import static dev.millrace.api.watch.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Joining and passing on, without Kafka and without HTTP.
@Timeout(60)
class FanoutTest {

  private static final int ROOM = 4_096;

  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final Fanout fanout =
      new Fanout(new Entries.TwoUsers(JdbcClient.create(new DriverManagerDataSource())));
  private final List<CollectingSink> sinks = new ArrayList<>();

  @BeforeEach
  void begin() {
    fanout.begin(LogPosition.of(100, 200));
    fanout.welcome();
  }

  @AfterEach
  void end() {
    sinks.forEach(CollectingSink::release);
    writers.shutdown();
  }

  @Test
  void streamOfATaskHearsItsFactsOnceAndEndsWithIt() {
    CollectingSink sink = join(new EventFilter.OneTask(task(1)), 1);

    publish(started(0, 100, task(1), 1), started(0, 101, task(1), 2), started(1, 200, task(2), 1));
    publish(started(0, 102, task(1), 2), cancelled(0, 103, task(1), 3));

    await().until(sink::isClosed);
    assertThat(told(sink)).containsExactly(task(1) + ":2", task(1) + ":3");
    String last = ids(sink).getLast();
    assertThat(last).isEqualTo(LogPosition.of(104, 201).encode() + ".3.end");
  }

  @Test
  void streamOfAUserHearsWhatItsFilterAdmits() {
    CollectingSink all = join(many(Set.of()), -1);
    CollectingSink ended = join(many(Set.of(TaskStatus.CANCELLED)), -1);

    publish(
        started(0, 100, task(2), 1),
        started(0, 101, task(3), 1),
        cancelled(1, 200, task(2), 2),
        started(0, 102, task(4), 1));

    await().until(() -> told(all).size() == 3 && told(ended).size() == 1);
    assertThat(told(all)).containsExactly(task(2) + ":1", task(2) + ":2", task(4) + ":1");
    assertThat(told(ended)).containsExactly(task(2) + ":2");
  }

  @Test
  void streamOfEverybodyHearsAllThatItsFilterAdmits() {
    CollectingSink all = join(new EventFilter.TasksOf(null, Set.of(), Set.of(), null), -1);
    CollectingSink ended =
        join(new EventFilter.TasksOf(null, Set.of(TaskStatus.CANCELLED), Set.of(), null), -1);
    CollectingSink alices = join(many(Set.of()), -1);

    publish(
        started(0, 100, task(2), 1), started(0, 101, task(3), 1), cancelled(1, 200, task(3), 2));

    await().until(() -> told(all).size() == 3 && told(ended).size() == 1);
    assertThat(told(all)).containsExactly(task(2) + ":1", task(3) + ":1", task(3) + ":2");
    assertThat(told(alices)).containsExactly(task(2) + ":1");
  }

  @Test
  void whoComesBackHearsWhatWasMissedAndNothingTwice() {
    publish(started(0, 100, task(2), 1), started(1, 200, task(2), 2), started(0, 101, task(2), 3));
    EventStream stream = stream(many(Set.of()), -1);
    CollectingSink sink = sinks.getLast();

    assertThat(fanout.join(stream, LogPosition.of(101, 200))).isEqualTo(Fanout.Joining.JOINED);
    publish(started(0, 102, task(2), 4), started(0, 103, task(2), 4));

    await().until(() -> told(sink).size() >= 3);
    assertThat(told(sink)).containsExactly(task(2) + ":2", task(2) + ":3", task(2) + ":4");
    assertThat(ids(sink))
        .containsExactly(
            LogPosition.of(101, 201).encode(),
            LogPosition.of(102, 201).encode(),
            LogPosition.of(103, 201).encode());
  }

  @Test
  void placeThatIsForgottenOrStillToComeIsNotJoined() {
    EventStream stream = stream(many(Set.of()), -1);

    assertThat(fanout.join(stream, LogPosition.of(99, 200))).isEqualTo(Fanout.Joining.TOO_EARLY);
    assertThat(fanout.join(stream, LogPosition.of(100, 201))).isEqualTo(Fanout.Joining.TOO_LATE);
    for (int i = 0; i < 9_000; i++) {
      publish(started(0, 100 + i, task(3), i));
    }
    assertThat(fanout.join(stream, LogPosition.of(100, 200))).isEqualTo(Fanout.Joining.TOO_EARLY);
    assertThat(fanout.join(stream, LogPosition.of(9_000, 200))).isEqualTo(Fanout.Joining.JOINED);
  }

  @Test
  void slowReaderIsCutOffAndHoldsUpNobody() {
    CollectingSink slow = join(many(Set.of()), -1);
    CollectingSink quick = join(many(Set.of()), -1);
    slow.hold();

    for (int i = 0; i < 500; i++) {
      publish(started(0, 100 + i, task(2), i));
      int heard = i + 1;
      await().pollDelay(Duration.ZERO).until(() -> told(quick).size() == heard);
    }

    assertThat(quick.isClosed()).isFalse();
    slow.release();
    await().until(slow::isClosed);
    assertThat(told(slow).size()).isLessThan(500);
    assertThat(told(slow)).isEqualTo(told(quick).subList(0, told(slow).size()));
  }

  @Test
  void heartbeatMovesThePlaceOfAStreamOnWhichNothingHappens() {
    CollectingSink sink = join(new EventFilter.OneTask(task(1)), 4);
    publish(started(0, 100, task(2), 1));

    fanout.beat(_ -> true);

    await().until(() -> !ids(sink).isEmpty());
    assertThat(ids(sink)).containsExactly(LogPosition.of(101, 200).encode() + ".4");
    assertThat(told(sink)).isEmpty();
  }

  @Test
  void streamThatWasGoneBeforeItJoinedIsForgottenAtTheHeartbeat() {
    EventStream stream = stream(many(Set.of()), -1);
    stream.gone();
    await().until(sinks.getLast()::isClosed);
    fanout.joinSoon(stream);
    assertThat(fanout.joined()).isOne();

    fanout.beat(_ -> true);

    assertThat(fanout.joined()).isZero();
  }

  @Test
  void factIsParsedOnceHoweverManyStreamsFilterByStatusAndNotAtAllWithoutThem() {
    var parses = new AtomicInteger();
    LogEntry unread = Entries.counted(started(0, 100, task(2), 1), parses);
    LogEntry ofBob = Entries.counted(started(0, 101, task(3), 1), parses);
    LogEntry filtered = Entries.counted(cancelled(0, 102, task(2), 2), parses);
    CollectingSink first = join(many(Set.of()), -1);

    publish(unread);
    for (int i = 0; i < 50; i++) {
      join(many(Set.of(TaskStatus.CANCELLED)), -1);
    }
    publish(ofBob);
    assertThat(parses).hasValue(0);
    publish(filtered);

    assertThat(parses).hasValue(1);
    await().until(() -> told(first).size() == 2);
    for (CollectingSink sink : sinks.subList(1, sinks.size())) {
      await().until(() -> told(sink).equals(List.of(task(2) + ":2")));
    }
    EventStream late = stream(many(Set.of(TaskStatus.CANCELLED)), -1);
    assertThat(fanout.join(late, LogPosition.of(100, 200))).isEqualTo(Fanout.Joining.JOINED);
    assertThat(parses).as("the late one asks about the first fact, too").hasValue(2);
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
    join(many(Set.of(TaskStatus.CANCELLED)), -1);

    publish(slow);

    assertThat(joined).hasValue(1);
    assertThat(newest).hasValue(-1);
    assertThat(fanout.newest(task(2))).isOne();
  }

  @Test
  void readsOfATaskWaitForNoListener() {
    var hearing = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    fanout.joinSoon(
        new Listener() {
          @Override
          public EventFilter interest() {
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
    assertThat(hearing).satisfies(latch -> assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue());

    assertThat(fanout.newest(task(1))).isEqualTo(7);

    asked.countDown();
    publishing.join();
    assertThat(fanout.joined()).isOne();
  }

  private LogPosition place = LogPosition.of(100, 200);

  private void publish(LogEntry... entries) {
    for (LogEntry entry : entries) {
      place = place.after(entry.partition(), entry.offset());
    }
    fanout.publish(List.of(entries), place);
  }

  private static EventFilter.TasksOf many(Set<TaskStatus> statuses) {
    return new EventFilter.TasksOf(Entries.ALICE, statuses, Set.of(), null);
  }

  private CollectingSink join(EventFilter interest, long told) {
    fanout.joinSoon(stream(interest, told));
    return sinks.getLast();
  }

  private EventStream stream(EventFilter interest, long told) {
    var sink = new CollectingSink();
    sinks.add(sink);
    return new EventStream(
        new Watcher(Entries.ALICE, null, true),
        interest,
        new SseWriter(sink, writers, ROOM, new StreamBuffers(1 << 20), () -> {}),
        0,
        told,
        false);
  }

  /// `<task>:<sequence>` of each event.
  private static List<String> told(CollectingSink sink) {
    return found(sink, "\"taskId\":\"([^\"]+)\",\"sequence\":(\\d+)").stream()
        .map(each -> UUID.fromString(each.get(0)) + ":" + each.get(1))
        .toList();
  }

  private static List<String> ids(CollectingSink sink) {
    return found(sink, "(?m)^id: (.*)$").stream().map(List::getFirst).toList();
  }

  private static List<List<String>> found(CollectingSink sink, String pattern) {
    return Pattern.compile(pattern)
        .matcher(sink.text())
        .results()
        .map(match -> {
          List<String> groups = new ArrayList<>();
          for (int group = 1; group <= match.groupCount(); group++) {
            groups.add(match.group(group));
          }
          return groups;
        })
        .toList();
  }
}
