package dev.millrace.bench.floor;

import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import dev.millrace.embedded.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/// Kafka alone: a task is a record, and done when a share group has consumed and acknowledged it.
///
/// No task system on Kafka that produces one record a task can be faster.
public final class KafkaFloor implements Target {

  private static final String BODY = "{\"millis\":0}";

  private final EmbeddedKafka kafka;
  private final KafkaProducer<String, String> producer;
  private final ShareGroupReader reader;
  private final AtomicLong sent = new AtomicLong();

  public KafkaFloor(EmbeddedKafka kafka) throws Exception {
    this.kafka = kafka;
    FloorTopic.create(kafka.bootstrapServers());
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            2,
            "batch.size",
            128 << 10);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    reader = new ShareGroupReader(kafka.bootstrapServers());
  }

  @Override
  public void submitBatch(int count, Work work) throws Exception {
    var acknowledged = new ArrayList<Future<RecordMetadata>>(count);
    for (int i = 0; i < count; i++) {
      acknowledged.add(send(UUID.randomUUID().toString()));
    }
    for (var one : acknowledged) {
      one.get();
    }
  }

  @Override
  public String submitOne(Work work) throws Exception {
    var id = UUID.randomUUID().toString();
    reader.expect(id);
    send(id).get();
    return id;
  }

  @Override
  public long unfinished() {
    return sent.get() - reader.consumed();
  }

  @Override
  public void awaitFinished(String id, Duration patience)
      throws InterruptedException, TimeoutException {
    CountDownLatch consumed = reader.expect(id);
    if (!consumed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("record " + id + " was not consumed");
    }
    reader.forget(id);
  }

  @Override
  public void hold() {
    reader.hold();
  }

  @Override
  public void release() {
    reader.release();
  }

  @Override
  public void close() {
    reader.close();
    producer.close(Duration.ofSeconds(1));
    kafka.close();
  }

  private Future<RecordMetadata> send(String id) {
    sent.incrementAndGet();
    return producer.send(new ProducerRecord<>(FloorTopic.NAME, id, BODY));
  }
}
