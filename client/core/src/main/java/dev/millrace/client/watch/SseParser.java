package dev.millrace.client.watch;

import dev.millrace.client.problem.BadAnswerException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes events of the bytes of a stream, however they are cut. Source: the HTML standard, section
/// 9.2.6. What a stream may keep here is bounded. For one reader at a time.
final class SseParser {

  /// An `id:` that could not come back as a header is none.
  private static final int LONGEST_ID = 8_000;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final int most;
  private final Consumer<SseEvent> listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private @Nullable String id;
  private @Nullable String lastId;
  private boolean hasData;
  private boolean afterReturn;
  private boolean first = true;

  /// @param most bytes of a line, and characters of the data of an event
  /// @param lastId the id that the stream goes on from
  SseParser(int most, @Nullable String lastId, Consumer<SseEvent> listener) {
    this.most = most;
    this.id = lastId;
    this.lastId = lastId;
    this.listener = listener;
  }

  /// What to resume from: the id of the last event that the listener has taken.
  @Nullable String lastId() {
    return lastId;
  }

  /// Takes the next bytes.
  ///
  /// @throws BadAnswerException when a line or an event becomes too large
  void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      boolean secondOfTwo = next == '\n' && afterReturn;
      afterReturn = next == '\r';
      if (next == '\n' || next == '\r') {
        if (!secondOfTwo) {
          endLine();
        }
      } else if (line.size() == most) {
        throw new BadAnswerException("A line of the stream has more than " + most + " bytes");
      } else {
        line.write(next);
      }
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (first && text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    first = false;
    if (text.isEmpty()) {
      dispatch();
      return;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
  }

  private void take(String field, String value) {
    switch (field) {
      case "event" -> name = value;
      case "data" -> {
        if (data.length() + value.length() + 1 > most) {
          throw new BadAnswerException("An event has more than " + most + " characters");
        }
        data.append(hasData ? "\n" : "").append(value);
        hasData = true;
      }
      case "id" -> {
        if (value.length() <= LONGEST_ID && value.chars().allMatch(c -> c > ' ' && c <= '~')) {
          id = value.isEmpty() ? null : value;
        }
      }
      default -> {
        // A comment, the time to reconnect after, which is ours to say, or a field of the future.
      }
    }
  }

  /// An id without data counts, too: heartbeats have one.
  private void dispatch() {
    if (hasData) {
      SseEvent event = new SseEvent(name.isEmpty() ? "message" : name, data.toString());
      listener.accept(event);
    }
    lastId = id;
    name = "";
    data.setLength(0);
    hasData = false;
  }
}
