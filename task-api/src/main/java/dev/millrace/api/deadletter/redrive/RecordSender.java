package dev.millrace.api.deadletter.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.api.deadletter.store.DeadLetterContent;
import dev.millrace.events.Topics;
import dev.millrace.events.wire.DeadLetterHeaders;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends records back to where they came from, as they were: their own headers, and none that said
/// why they were dead letters. It has no producer before its first record.
public class RecordSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LARGEST_REQUEST = 2 * 1024 * 1024;

  private final Map<String, Object> kafka;
  private @Nullable Producer<byte[], byte[]> producer;

  /// @param kafka how clients reach Kafka
  public RecordSender(Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /// Sends records, and returns when Kafka has them.
  ///
  /// @param topics where each goes, by its letter
  /// @return the letters of those that could not be sent
  public synchronized Set<UUID> send(
      Map<UUID, String> topics, Map<UUID, DeadLetterContent.Raw> records) {
    Set<UUID> failed = new HashSet<>();
    Set<String> away = new HashSet<>();
    Map<UUID, Future<?>> sent = new HashMap<>();
    topics.forEach((letter, topic) -> {
      DeadLetterContent.Raw raw = records.get(letter);
      try {
        if (raw == null || away.contains(topic)) {
          failed.add(letter);
        } else {
          sent.put(letter, producer().send(record(topic, raw)));
        }
      } catch (KafkaException e) {
        LOG.warn("Nothing can be sent back to {} now: {}", topic, e.toString());
        away.add(topic);
        failed.add(letter);
      }
    });
    sent.forEach((letter, future) -> {
      if (!isAcknowledged(future)) {
        failed.add(letter);
      }
    });
    return failed;
  }

  private static boolean isAcknowledged(Future<?> future) {
    try {
      future.get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while records are sent back", e);
    } catch (ExecutionException e) {
      LOG.warn("A record could not be sent back: {}", String.valueOf(e.getCause()));
      return false;
    }
  }

  @SuppressWarnings("NullAway") // a record may lack its key, its value or a header's
  private static ProducerRecord<byte[], byte[]> record(String topic, DeadLetterContent.Raw raw) {
    var record = new ProducerRecord<>(topic, raw.key(), raw.value());
    for (JsonNode header : MAPPER.readTree(raw.headers().text())) {
      String name = header.get("name").stringValue();
      if (!name.startsWith(DeadLetterHeaders.PREFIX)) {
        record.headers().add(name, value(header));
      }
    }
    return record;
  }

  private static byte @Nullable [] value(JsonNode header) {
    if (header.hasNonNull("base64")) {
      return Base64.getDecoder().decode(header.get("base64").stringValue());
    }
    return header.hasNonNull("value") ? header.get("value").stringValue().getBytes(UTF_8) : null;
  }

  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      Map<String, Object> config = new HashMap<>(kafka);
      config.put(ProducerConfig.CLIENT_ID_CONFIG, "task-api-redrive");
      config.put(ProducerConfig.ACKS_CONFIG, "all");
      config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
      config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
      config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
      config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
      config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
      config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
      open = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
      producer = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
