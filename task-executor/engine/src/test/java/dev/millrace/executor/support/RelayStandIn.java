package dev.millrace.executor.support;

import dev.millrace.outbox.OutboxFrame;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Carries what the outbox says to a second topic there, as a relay would.
public final class RelayStandIn implements AutoCloseable {

  private final EngineDatabase database;
  private final KafkaProducer<String, byte[]> producer;
  private int carried;
  private int forwarded;
  private int copies = 1;

  public RelayStandIn(EngineDatabase database, String bootstrapServers) {
    this.database = database;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Publishes each record twice from here on.
  public void twice() {
    copies = 2;
  }

  public int forwarded() {
    return forwarded;
  }

  /// Carries what is new.
  public void carry() {
    var frames = database.frames();
    for (; carried < frames.size(); carried++) {
      OutboxFrame.Numbered frame = frames.get(carried);
      String then = frame.frame().then();
      for (int copy = 0; then != null && copy < copies; copy++) {
        Future<?> _ = producer.send(record(then, frame));
        forwarded++;
      }
    }
    producer.flush();
  }

  private static ProducerRecord<String, byte[]> record(String topic, OutboxFrame.Numbered frame) {
    var event = frame.toCloudEvent("/millrace/executor");
    var record =
        new ProducerRecord<>(topic, event.subject(), event.data().getBytes(StandardCharsets.UTF_8));
    event
        .headers()
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  @Override
  public void close() {
    producer.close();
  }
}
