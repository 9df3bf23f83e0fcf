package dev.millrace.executor.work.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Topics;
import dev.millrace.events.wire.DeadLetterHeaders;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaDeadLettersTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

  @Test
  void letterSaysWhenByTheClockOfTheEngineItsRecordWasGivenUp() {
    var record = new ConsumerRecord<>(Topics.CONTROL, 0, 7, "k", "{".getBytes(UTF_8));

    new KafkaDeadLetters(producer, Clock.fixed(NOW, ZoneOffset.UTC))
        .publish(List.of(DeadLetter.of(record, DeadLetterHeaders.UNREADABLE, "no JSON")));

    var headers = producer.history().getFirst().headers();
    DeadLetterHeaders why =
        DeadLetterHeaders.read(
            name -> new String(headers.lastHeader(name).value(), UTF_8), Instant.EPOCH);
    assertThat(why.time()).isEqualTo(NOW);
    assertThat(why.origin()).isEqualTo(new DeadLetterHeaders.Origin(Topics.CONTROL, 0, "7"));
  }
}
