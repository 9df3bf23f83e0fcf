package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:01Z");

  @Test
  void whatIsWrittenIsReadAgain() {
    var origin = new DeadLetterHeaders.Origin("millrace.work.sleep.normal", 3, "42");
    var headers = new DeadLetterHeaders(DeadLetterHeaders.TIMEOUT, "code: slow", 4, origin, TIME);

    assertThat(DeadLetterHeaders.read(headers.toMap()::get, WRITTEN)).isEqualTo(headers);
    assertThat(headers.toMap().keySet())
        .allMatch(name -> name.startsWith(DeadLetterHeaders.PREFIX));
  }

  @Test
  void anErrorIsOneLineOfBoundedLength() {
    var origin = new DeadLetterHeaders.Origin("t", null, null);
    String error = "boom:\r\n\tat here\0" + "x".repeat(5_000);

    String line =
        new DeadLetterHeaders("permanent", error, 1, origin, TIME).toMap().get("millrace_error");

    assertThat(line).startsWith("boom: at here x").hasSize(DeadLetterHeaders.ERROR_LIMIT);
  }

  @Test
  void aLetterIsReadHoweverLittleItSays() {
    var nothing = DeadLetterHeaders.read(_ -> null, WRITTEN);
    var nonsense =
        DeadLetterHeaders.read(
            Map.of("millrace_attempts", "many", "millrace_time", "soon")::get, WRITTEN);

    assertThat(nothing.reason()).isEqualTo("unknown");
    assertThat(nothing.origin().partition()).isNull();
    assertThat(nonsense.attempts()).isZero();
    assertThat(nonsense.time()).isEqualTo(WRITTEN);
  }
}
