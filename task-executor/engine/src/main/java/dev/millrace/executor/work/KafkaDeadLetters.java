package dev.millrace.executor.work;

import dev.millrace.events.Topics;
import dev.millrace.events.wire.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Dead letters on `millrace.dead-letters`: the record as it was, and headers that say why, from
/// where and how often, readable in any Kafka UI.
public final class KafkaDeadLetters implements DeadLetters {

  private final Producer<String, byte[]> producer;

  public KafkaDeadLetters(Producer<String, byte[]> producer) {
    this.producer = producer;
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

  @SuppressWarnings("NullAway") // a record may lack its key or its value, and so may its letter
  static ProducerRecord<String, byte[]> toRecord(DeadLetter letter) {
    var dead =
        new ProducerRecord<String, byte[]>(Topics.DEAD_LETTERS, letter.key(), letter.value());
    letter.headers().forEach((name, value) -> dead.headers().add(name, value));
    var why =
        new DeadLetterHeaders(
            letter.reason(),
            letter.exception(),
            letter.attempts(),
            new DeadLetterHeaders.Origin(
                letter.origin().topic(),
                letter.origin().partition(),
                Long.toString(letter.origin().offset())),
            letter.time());
    why.toMap()
        .forEach((name, value) -> dead.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return dead;
  }
}
