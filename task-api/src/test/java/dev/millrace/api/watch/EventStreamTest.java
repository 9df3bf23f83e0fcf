package dev.millrace.api.watch;

import static dev.millrace.api.watch.Entries.cancelled;
import static dev.millrace.api.watch.Entries.started;
import static dev.millrace.api.watch.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a stream writes, and when it ends.
@Timeout(60)
class EventStreamTest {

  private static final int ROOM = 4_096;
  private static final LogPosition POSITION = LogPosition.of(104, 201);

  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<CollectingSink> sinks = new ArrayList<>();

  @AfterEach
  void end() {
    sinks.forEach(CollectingSink::release);
    writers.shutdown();
  }

  @Test
  void streamOfATaskSaysNothingTwiceAndEndsWithTheFactThatEndsTheTask() {
    EventStream stream = stream(new EventFilter.OneTask(task(1)), 1);
    CollectingSink sink = sinks.getLast();

    assertThat(stream.hear(started(0, 100, task(1), 1), "early")).isTrue();
    assertThat(stream.hear(started(0, 101, task(1), 2), "later")).isTrue();
    assertThat(stream.hear(cancelled(0, 103, task(1), 3), POSITION.encode())).isFalse();

    await().until(sink::isClosed);
    assertThat(facts(sink)).containsExactly(task(1) + ":2", task(1) + ":3");
    assertThat(ids(sink)).containsExactly("later.2", POSITION.encode() + ".3.end");
  }

  @Test
  void slowReaderIsCutOffAndKnowsWhereItWas() {
    EventStream stream = stream(Filters.ofAlice(), -1);
    CollectingSink sink = sinks.getLast();
    sink.hold();
    int taken = 0;
    while (stream.hear(started(0, 100 + taken, task(2), taken), "at" + taken)) {
      taken++;
    }

    sink.release();

    await().until(sink::isClosed);
    assertThat(taken).isBetween(2, 100);
    assertThat(facts(sink).size()).isLessThan(taken);
    assertThat(ids(sink).getLast()).isEqualTo("at" + (facts(sink).size() - 1));
  }

  @Test
  void heartbeatMovesThePositionOfAStreamOnWhichNothingHappens() {
    EventStream stream = stream(new EventFilter.OneTask(task(1)), 4);
    CollectingSink sink = sinks.getLast();

    assertThat(stream.beat(POSITION.encode())).isTrue();

    await().until(() -> !ids(sink).isEmpty());
    assertThat(ids(sink)).containsExactly(POSITION.encode() + ".4");
    assertThat(facts(sink)).isEmpty();
  }

  @Test
  void streamThatWasGoneBeforeItJoinedIsForgottenAtTheHeartbeat() {
    var fanout = new Fanout();
    fanout.begin(POSITION);
    fanout.welcome();
    EventStream stream = stream(Filters.ofAlice(), -1);
    stream.gone();
    await().until(sinks.getLast()::isClosed);
    fanout.joinSoon(stream);
    assertThat(fanout.joined()).isOne();

    fanout.beat(_ -> true);

    assertThat(fanout.joined()).isZero();
  }

  private EventStream stream(EventFilter filter, long sequence) {
    var sink = new CollectingSink();
    sinks.add(sink);
    return new EventStream(
        new Watcher(Entries.ALICE, null, true),
        filter,
        new SseWriter(sink, writers, ROOM, new StreamBuffers(1 << 20), () -> {}),
        0,
        sequence,
        false);
  }

  /// `<task>:<sequence>` of each event.
  private static List<String> facts(CollectingSink sink) {
    return Pattern.compile("\"taskId\":\"([^\"]+)\",\"sequence\":(\\d+)")
        .matcher(sink.text())
        .results()
        .map(match -> UUID.fromString(match.group(1)) + ":" + match.group(2))
        .toList();
  }

  private static List<String> ids(CollectingSink sink) {
    return Pattern.compile("(?m)^id: (.*)$")
        .matcher(sink.text())
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
