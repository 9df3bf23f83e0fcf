package dev.millrace.projection.letter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.projection.fold.Histories;
import dev.millrace.projection.letter.DeadLetter.Content;
import dev.millrace.projection.letter.DeadLetter.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterReaderTest {

  private static final Instant WRITTEN = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aTaskThatGaveUpIsReadWithWhoseItIs() {
    Fact request = new Fact(new Histories(1).id(), 0, Histories.START, Histories.request("alice"));
    var event = TaskCodec.write(request, "/test", null);
    List<Header> headers = headers(event.headers());
    headers.addAll(headers(why("boom: it broke", "millrace.work.t.high").toMap()));

    DeadLetter letter =
        read(headers, event.subject().getBytes(UTF_8), event.data().getBytes(UTF_8));

    assertThat(letter.about().taskId()).isEqualTo(request.taskId());
    assertThat(letter.about().userId()).isEqualTo("alice");
    assertThat(letter.about().type()).isNotNull();
    assertThat(letter.errorCode()).isEqualTo("boom");
    assertThat(letter.why()).isEqualTo(why("boom: it broke", "millrace.work.t.high"));
  }

  @ParameterizedTest
  @CsvSource({
    "millrace.work.sleep.normal, sleep",
    "millrace.work.a.b.low, a.b",
    "millrace.retry.2s,",
    "outbox of api,"
  })
  void bytesOfAWorkTopicAreOfItsType(String topic, String type) {
    DeadLetter letter = read(headers(why("x.Malformed: no", topic).toMap()), null, new byte[] {-1});

    assertThat(letter.about().type()).isEqualTo(type);
    assertThat(letter.about().taskId()).isNull();
    assertThat(letter.errorCode()).isEqualTo("x.Malformed");
  }

  @Test
  void whyALetterOfALetterIsOneIsSaidLast() {
    List<Header> headers = headers(why("first: a", "t").toMap());
    headers.addAll(headers(why("second: b", "t").toMap()));

    assertThat(read(headers, null, null).why().error()).isEqualTo("second: b");
  }

  @Test
  void anyBytesAreALetterAndTheSameOneEachTime() {
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      List<Header> headers = List.of(DeadLetterReader.header("ce_subject", bytes));

      assertThat(read(headers, bytes, bytes).id()).isEqualTo(read(headers, bytes, bytes).id());
    }
  }

  @Test
  void aHeaderThatIsNoTextIsKeptAsBase64() {
    assertThat(DeadLetterReader.header("h", new byte[] {-1}))
        .isEqualTo(new Header("h", null, "/w=="));
    assertThat(DeadLetterReader.header("h", "ü".getBytes(UTF_8)))
        .isEqualTo(new Header("h", "ü", null));
  }

  private static DeadLetter read(
      List<Header> headers, byte @Nullable [] key, byte @Nullable [] value) {
    return DeadLetterReader.read("dead/0/1", WRITTEN, headers, new Content(key, value));
  }

  private static DeadLetterHeaders why(String error, String topic) {
    var origin = new DeadLetterHeaders.Origin(topic, null, null);
    return new DeadLetterHeaders("permanent", error, 2, origin, WRITTEN);
  }

  private static List<Header> headers(Map<String, String> headers) {
    List<Header> list = new ArrayList<>();
    headers.forEach((name, value) -> list.add(new Header(name, value, null)));
    return list;
  }
}
