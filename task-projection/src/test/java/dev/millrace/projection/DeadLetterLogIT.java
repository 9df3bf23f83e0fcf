package dev.millrace.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.projection.fold.Histories;
import dev.millrace.projection.kafka.EventLog;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.TransientDataAccessResourceException;

/// Every dead letter becomes one row, whatever it holds and whatever happens to the reader.
@MillraceInfra
@Timeout(120)
class DeadLetterLogIT {

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123Z");

  @Test
  void lettersAreStoredOnceThoughCommitsLookLostAndWhateverTheyHold(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      for (int i = 0; i < 40; i++) {
        projection.send(gaveUp(projection, i));
      }
      projection.send(unreadable(projection, new byte[] {0, -1, '{'}));
      projection.send(unreadable(projection, new byte[1_000_000]));
      projection.send(new ProducerRecord<>(projection.topic, null, null));
      var random = new Random(3);
      var lost = new AtomicInteger();
      UnaryOperator<PollWriter> losing =
          writer ->
              poll -> {
                var outcome = writer.write(poll);
                if (random.nextInt(3) == 0) {
                  lost.incrementAndGet();
                  throw new TransientDataAccessResourceException("connection lost after commit");
                }
                return outcome;
              };

      EventLog first = projection.letterReader(10, losing);
      projection.awaitStored(20);
      first.stop();
      projection.letterReader(10, losing);
      projection.awaitStored(43);

      assertThat(lost).hasPositiveValue();
      assertThat(count(projection, "true")).isEqualTo(43);
      assertThat(
              count(
                  projection,
                  """
                  reason = 'permanent' and error_code = 'boom' and error = 'boom: it broke'
                  and attempts = 3 and user_id = 'alice' and type is not null
                  and task_id::text = convert_from(key, 'UTF8')
                  and time = '2026-03-01T12:00:00.123Z' and original_partition is null
                  and headers -> 0 ->> 'name' = 'ce_specversion'
                  """))
          .isEqualTo(40);
      assertThat(
              count(
                  projection,
                  """
                  reason = 'unreadable' and task_id is null and type = 'sleep'
                  and original_partition = 2 and original_offset = '17'
                  and length(value) = value_size and headers::text like '%base64%'
                  """))
          .isEqualTo(2);
      assertThat(count(projection, "reason = 'unknown' and value is null")).isEqualTo(1);
    }
  }

  @Test
  void oldLettersAreDeletedInBatches(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 1)) {
      for (int i = 0; i < 5; i++) {
        projection.send(gaveUp(projection, i));
      }
      projection.letterReader(10, UnaryOperator.identity());
      projection.awaitStored(5);
      var expiry = projection.tables.expiry();

      assertThat(expiry.deleteLetters(TIME, 3)).isZero();
      assertThat(expiry.deleteLetters(TIME.plus(Duration.ofMillis(1)), 3)).isEqualTo(3);
      assertThat(expiry.deleteLetters(TIME.plus(Duration.ofMillis(1)), 3)).isEqualTo(2);
    }
  }

  private static ProducerRecord<byte[], byte[]> gaveUp(ProjectionUnderTest projection, int seed) {
    Fact request =
        new Fact(new Histories(seed).id(), 0, Histories.START, Histories.request("alice"));
    var origin = new DeadLetterHeaders.Origin("millrace.work.t.normal", null, null);
    return with(
        projection.record(request),
        new DeadLetterHeaders("permanent", "boom: it broke", 3, origin, TIME));
  }

  private static ProducerRecord<byte[], byte[]> unreadable(
      ProjectionUnderTest projection, byte[] value) {
    var origin = new DeadLetterHeaders.Origin("millrace.work.sleep.normal", 2, "17");
    var record = new ProducerRecord<>(projection.topic, new byte[] {-2}, value);
    record.headers().add("binary", new byte[] {-1});
    return with(record, new DeadLetterHeaders("unreadable", "no JSON", 0, origin, TIME));
  }

  private static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> record, DeadLetterHeaders why) {
    for (Map.Entry<String, String> header : why.toMap().entrySet()) {
      record.headers().add(header.getKey(), header.getValue().getBytes(UTF_8));
    }
    return record;
  }

  private static int count(ProjectionUnderTest projection, String where) {
    List<Integer> counted =
        projection.jdbc.query(
            "select count(*) from dead_letter where " + where, (row, _) -> row.getInt(1));
    return counted.getFirst();
  }
}
