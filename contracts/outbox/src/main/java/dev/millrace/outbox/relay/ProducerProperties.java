package dev.millrace.outbox.relay;

import dev.millrace.events.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/// How the relay's producers are set up: in order, once per run, and patient without end.
///
/// A producer that gave up on one record and then published the next would change the order. So a
/// record never expires; it is [RelaySession] that loses patience, closes the whole producer, and
/// starts again from the last confirmation.
final class ProducerProperties {

  private ProducerProperties() {}

  /// @param kafka the client's own settings: where Kafka is and how to log in
  static Map<String, Object> of(Map<String, Object> kafka, String clientId) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64 << 20);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
    // As small as with lz4, which allocates 128 KB for each batch, and most batches are one record.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    return properties;
  }
}
