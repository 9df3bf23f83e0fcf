package dev.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.MalformedRecord;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventReaderTest {

  private static final CloudEvent EVENT =
      new CloudEvent(
          "1:0",
          "dev.millrace.task.started.v1",
          "/tëst",
          "1",
          Instant.parse("2026-01-02T03:04:05Z"),
          null,
          "{\"text\":\"ü\"}");

  @Test
  void whatAnEventWroteIsRead() {
    CloudEvent read = CloudEventReader.read(headers(), EVENT.data().getBytes(UTF_8));

    assertThat(read).isEqualTo(EVENT);
  }

  @Test
  void theLastHeaderOfANameCounts() {
    Headers headers = headers();
    headers.add("ce_source", "/later".getBytes(UTF_8));

    assertThat(CloudEventReader.read(headers, new byte[0]).source()).isEqualTo("/later");
  }

  @Test
  void aRecordWithoutAValueIsMalformed() {
    assertMalformed(headers(), null, "value");
  }

  @Test
  void aHeaderWithoutAValueIsMissing() {
    Headers headers = headers();
    headers.add("ce_id", null);

    assertMalformed(headers, new byte[0], "header ce_id");
  }

  private static void assertMalformed(Headers headers, byte @Nullable [] value, String where) {
    assertThatExceptionOfType(MalformedRecord.class)
        .isThrownBy(() -> CloudEventReader.read(headers, value))
        .satisfies(e -> assertThat(e.where()).isEqualTo(where))
        .withMessageEndingWith("is missing");
  }

  private static Headers headers() {
    var headers = new RecordHeaders();
    EVENT.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    return headers;
  }
}
