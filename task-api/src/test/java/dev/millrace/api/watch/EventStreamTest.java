package dev.millrace.api.watch;

import static dev.millrace.api.watch.log.Entries.cancelled;
import static dev.millrace.api.watch.log.Entries.started;
import static dev.millrace.api.watch.log.Entries.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.api.watch.live.EventFilter;
import dev.millrace.api.watch.live.FedFanout;
import dev.millrace.api.watch.live.Filters;
import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.sse.CollectingOutput;
import dev.millrace.api.watch.sse.SseWriter;
import dev.millrace.api.watch.sse.StreamBuffers;
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
  private final List<CollectingOutput> outputs = new ArrayList<>();

  @AfterEach
  void end() {
    outputs.forEach(CollectingOutput::release);
    writers.shutdown();
  }

  @Test
  void streamOfATaskSaysNothingTwiceAndEndsWithTheFactThatEndsTheTask() {
    EventStream stream = stream(new EventFilter.OneTask(task(1)), 1);
    CollectingOutput output = outputs.getLast();

    assertThat(stream.hear(started(0, 100, task(1), 1), "early")).isTrue();
    assertThat(stream.hear(started(0, 101, task(1), 2), "later")).isTrue();
    assertThat(stream.hear(cancelled(0, 103, task(1), 3), POSITION.encode())).isFalse();

    await().until(output::isClosed);
    assertThat(facts(output)).containsExactly(task(1) + ":2", task(1) + ":3");
    assertThat(ids(output)).containsExactly("later.2", POSITION.encode() + ".3.end");
  }

  @Test
  void slowReaderIsCutOffAndKnowsWhereItWas() {
    EventStream stream = stream(Filters.ofAlice(), -1);
    CollectingOutput output = outputs.getLast();
    assertThat(stream.hear(started(0, 100, task(2), 0), "at0")).isTrue();
    await().until(() -> facts(output).size() == 1);
    output.hold();
    int taken = 1;
    while (stream.hear(started(0, 100 + taken, task(2), taken), "at" + taken)) {
      taken++;
    }

    output.release();

    await().until(output::isClosed);
    assertThat(taken).isBetween(2, 100);
    assertThat(facts(output).size()).isLessThan(taken);
    assertThat(ids(output).getLast()).isEqualTo("at" + (facts(output).size() - 1));
  }

  @Test
  void heartbeatMovesThePositionOfAStreamOnWhichNothingHappens() {
    EventStream stream = stream(new EventFilter.OneTask(task(1)), 4);
    CollectingOutput output = outputs.getLast();

    assertThat(stream.beat(POSITION.encode())).isTrue();

    await().until(() -> !ids(output).isEmpty());
    assertThat(ids(output)).containsExactly(POSITION.encode() + ".4");
    assertThat(facts(output)).isEmpty();
  }

  @Test
  void streamThatWasGoneBeforeItJoinedIsForgottenAtTheHeartbeat() {
    var live = new FedFanout();
    live.liveFrom(POSITION);
    EventStream stream = stream(Filters.ofAlice(), -1);
    stream.gone();
    await().until(outputs.getLast()::isClosed);
    live.fanout().joinSoon(stream);
    assertThat(live.joined()).isOne();

    live.fanout().beat(_ -> true);

    assertThat(live.joined()).isZero();
  }

  private EventStream stream(EventFilter filter, long sequence) {
    var output = new CollectingOutput();
    outputs.add(output);
    return new EventStream(
        new Watcher(Entries.ALICE, null, true),
        filter,
        new SseWriter(output, writers, ROOM, new StreamBuffers(1 << 20), () -> {}),
        0,
        sequence,
        false);
  }

  /// `<task>:<sequence>` of each event.
  private static List<String> facts(CollectingOutput output) {
    return Pattern.compile("\"taskId\":\"([^\"]+)\",\"sequence\":(\\d+)")
        .matcher(output.text())
        .results()
        .map(match -> UUID.fromString(match.group(1)) + ":" + match.group(2))
        .toList();
  }

  private static List<String> ids(CollectingOutput output) {
    return Pattern.compile("(?m)^id: (.*)$")
        .matcher(output.text())
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
