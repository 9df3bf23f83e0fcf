package dev.millrace.embedded.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Writes and reads one topic of one partition.
public final class Records {

  private static final String TOPIC = "kept";

  private Records() {}

  public static void createTopic(String bootstrapServers) throws Exception {
    createTopic(client(bootstrapServers));
  }

  public static void createTopic(Map<String, Object> client) throws Exception {
    try (var admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  /// Returns when the broker has acknowledged the record.
  public static void append(String bootstrapServers, String value) throws Exception {
    append(client(bootstrapServers), value);
  }

  public static void append(Map<String, Object> client, String value) throws Exception {
    var config = new HashMap<>(client);
    config.put("acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  /// The first records of the topic; waits until there are as many as asked for.
  public static List<String> read(String bootstrapServers, int atLeast) {
    return read(client(bootstrapServers), atLeast);
  }

  public static List<String> read(Map<String, Object> client, int atLeast) {
    var config = new HashMap<>(client);
    config.put("auto.offset.reset", "earliest");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      while (values.size() < atLeast) {
        consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
      }
    }
    return values;
  }

  private static Map<String, Object> client(String bootstrapServers) {
    return Map.of("bootstrap.servers", bootstrapServers);
  }
}
