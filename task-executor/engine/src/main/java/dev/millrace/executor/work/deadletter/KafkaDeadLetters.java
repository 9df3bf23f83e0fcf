package dev.millrace.executor.work.deadletter;

import dev.millrace.events.Topics;
import dev.millrace.events.wire.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Dead letters on `millrace.dead-letters`: the record as it was, or its beginning where it is
/// large, and headers that say why, from where and how often, readable in any Kafka UI.
public final class KafkaDeadLetters implements DeadLetters {

  // Together less than what a producer sends and a broker takes by default. A compressed record
  // may be larger than that, and a letter that cannot be sent would hold up its topic for ever.
  private static final int LARGEST_VALUE = 768 * 1024;
  private static final int LARGEST_HEADERS = 128 * 1024;
  private static final int LARGEST_KEY = 4 * 1024;

  private final Producer<String, byte[]> producer;
  private final Clock clock;

  /// @param clock says when a record was given up
  public KafkaDeadLetters(Producer<String, byte[]> producer, Clock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  @Override
  public void publish(List<DeadLetter> letters) {
    List<? extends Future<?>> sent =
        letters.stream().map(letter -> producer.send(toRecord(letter))).toList();
    for (Future<?> one : sent) {
      try {
        one.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while dead letters are sent", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a dead letter was not accepted", e.getCause());
      }
    }
  }

  private static byte @Nullable [] cut(byte @Nullable [] value) {
    return value == null || value.length <= LARGEST_VALUE
        ? value
        : Arrays.copyOf(value, LARGEST_VALUE);
  }

  private static @Nullable String cut(@Nullable String key) {
    return key == null || key.length() <= LARGEST_KEY ? key : key.substring(0, LARGEST_KEY);
  }

  @SuppressWarnings("NullAway") // a record may lack its key or its value, and so may its letter
  private ProducerRecord<String, byte[]> toRecord(DeadLetter letter) {
    var dead =
        new ProducerRecord<String, byte[]>(
            Topics.DEAD_LETTERS, cut(letter.key()), cut(letter.value()));
    if (letter.value() != null && letter.value().length > LARGEST_VALUE) {
      dead.headers()
          .add(
              DeadLetterHeaders.ORIGINAL_BYTES,
              Integer.toString(letter.value().length).getBytes(StandardCharsets.UTF_8));
    }
    int left = LARGEST_HEADERS;
    for (var header : letter.headers().entrySet()) {
      left -=
          header.getKey().length() * 3 + (header.getValue() == null ? 0 : header.getValue().length);
      if (left >= 0) {
        dead.headers().add(header.getKey(), header.getValue());
      }
    }
    var why =
        new DeadLetterHeaders(
            letter.reason(),
            letter.exception(),
            letter.attempts(),
            new DeadLetterHeaders.Origin(
                letter.origin().topic(),
                letter.origin().partition(),
                Long.toString(letter.origin().offset())),
            clock.instant());
    why.toMap()
        .forEach((name, value) -> dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return dead;
  }
}
