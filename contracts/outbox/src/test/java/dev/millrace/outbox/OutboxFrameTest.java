package dev.millrace.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.TaskCodec;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxFrameTest {

  private static final String NASTY = "\t\n\r\u0000\u2028\"\\{}[]äß漢字\uD83D\uDE80 xyz";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20_260_101, -7})
  void lineReadsBackAsWhatWasWritten(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var frame = frame(random);
      String id = random.nextBoolean() ? Long.toString(random.nextLong(1L << 50)) : "cmd-" + i;

      String line = id + frame.tail();

      assertThat(line).doesNotContain("\n");
      assertThat(OutboxFrame.parse(line))
          .as("seed %d, frame %d", seed, i)
          .isEqualTo(new OutboxFrame.Numbered(id, frame));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1\ttopic\t\tnot-a-task\ttype\t2026-01-01T00:00:00Z\t\t{}",
        "1\ttopic\t\t00000000-0000-0000-0000-000000000001\ttype\t2026-01-01T00:00:00Z\t\t{}\tx",
        "1\ttopic\t\t00000000-0000-0000-0000-000000000001\ttype\tyesterday\t\t{}",
        "1\ttopic\t\t00000000-0000-0000-0000-000000000001\ttype\t2026-01-01T00:00:00Z\t"
      })
  void lineThatIsNoFrameIsRefused(String line) {
    assertThatThrownBy(() -> OutboxFrame.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pausedTypeIsTheKeyOfItsRecord() {
    var control =
        new TypeControl(new TaskType("recalc"), true, new UserId("root"), "a\tb\nc", Instant.EPOCH);

    OutboxFrame.Numbered read = OutboxFrame.parse(OutboxFrame.line(control, "7"));

    assertThat(read.frame().topic()).isEqualTo(Topics.TYPE_CONTROLS);
    assertThat(read.toCloudEvent("/test").subject()).isEqualTo("recalc");
    assertThat(read.toCloudEvent("/test").id()).isEqualTo("recalc:7");
    assertThat(TaskCodec.readTypeControl(read.frame().data())).isEqualTo(control);
  }

  private static OutboxFrame frame(Random random) {
    return new OutboxFrame(
        "millrace.events",
        random.nextBoolean() ? "millrace.work.recalc.high" : null,
        new UUID(random.nextLong(), random.nextLong()).toString(),
        "dev.millrace.task.requested.v1",
        Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
        random.nextBoolean() ? "00-" + Long.toHexString(random.nextLong()) + "-01" : null,
        Json.of(Map.of("key" + text(random), text(random), "n", random.nextDouble())).text(),
        random.nextBoolean()
            ? Map.of()
            : Map.of("millrace_error", header(random), "k=&%" + header(random), "v"));
  }

  // Half a surrogate pair has no place in a header, which is UTF-8.
  private static String header(Random random) {
    return new String(text(random).getBytes(UTF_8), UTF_8);
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(NASTY.codePointAt(random.nextInt(NASTY.length())));
    }
    return text.toString();
  }
}
