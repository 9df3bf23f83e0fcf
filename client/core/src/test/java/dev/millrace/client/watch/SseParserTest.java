package dev.millrace.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.problem.BadAnswerException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

  private static final String STREAM =
      "\uFEFF: hello\n"
          + "id: 1.0\nevent: task\ndata: {\"a\":\ndata:1}\n\n"
          + "id: 1.1\rdata: ö€𝄞\r\r"
          + "id: 1.2\r\n:\r\n\r\n"
          + "data\n\n"
          + "event: half";

  private static final List<SseEvent> EVENTS =
      List.of(
          new SseEvent("task", "{\"a\":\n1}"),
          new SseEvent("message", "ö€𝄞"),
          new SseEvent("message", ""));

  private final List<SseEvent> events = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void eventsAreTheSameHoweverTheirBytesAreCut(int length) {
    SseParser parser = parser(1_000);
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);

    for (int from = 0; from < bytes.length; from += length) {
      parser.feed(ByteBuffer.wrap(bytes, from, Math.min(length, bytes.length - from)));
    }

    assertThat(events).isEqualTo(EVENTS);
    assertThat(parser.lastId()).isEqualTo("1.2");
  }

  @Test
  void anIdWithoutDataMovesThePlaceToResumeFrom() {
    SseParser parser = parser(100);

    feed(parser, "id: 7.3\n:\n\n");

    assertThat(events).isEmpty();
    assertThat(parser.lastId()).isEqualTo("7.3");
  }

  @Test
  void anEventThatIsNotCompleteDoesNotMoveIt() {
    var parser = new SseParser(100, "before", events::add);

    feed(parser, "id: 7.3\ndata: half");

    assertThat(parser.lastId()).isEqualTo("before");
  }

  @Test
  void anEventThatIsNotTakenDoesNotMoveItEither() {
    var parser =
        new SseParser(
            100,
            "before",
            event -> {
              throw new IllegalStateException("not today");
            });

    assertThatThrownBy(() -> feed(parser, "id: 7.3\ndata: x\n\n"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(parser.lastId()).isEqualTo("before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\u0000b", "ä", "a\tb"})
  void anIdThatCouldNotComeBackAsAHeaderIsNone(String id) {
    var parser = new SseParser(20_000, "before", events::add);

    feed(parser, "id: " + id + "\n\nid: " + "9".repeat(8_001) + "\n\n");

    assertThat(parser.lastId()).isEqualTo("before");
  }

  @Test
  void aLineAsLongAsItMayBeIsTaken() {
    feed(parser(106), "data: " + "x".repeat(100) + "\n\n");

    assertThat(events).containsExactly(new SseEvent("message", "x".repeat(100)));
  }

  @Test
  void aLongerLineEndsIt() {
    assertThatThrownBy(() -> feed(parser(100), "x".repeat(101)))
        .isInstanceOf(BadAnswerException.class)
        .hasMessageContaining("more than 100 bytes");
  }

  @Test
  void anEventOfManyLinesIsBoundedToo() {
    assertThatThrownBy(() -> feed(parser(100), "data: 0123456789\n".repeat(20)))
        .isInstanceOf(BadAnswerException.class)
        .hasMessageContaining("more than 100 characters");
  }

  private SseParser parser(int most) {
    return new SseParser(most, null, events::add);
  }

  private static void feed(SseParser parser, String text) {
    parser.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
