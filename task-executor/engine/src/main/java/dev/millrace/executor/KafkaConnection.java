package dev.millrace.executor;

import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.kafka.ConsumerSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Opens the engine's Kafka clients.
///
/// @param common where the brokers are and how to log in; what every kind of client understands
/// @param group whose work, retries and commands are read
record KafkaConnection(Map<String, Object> common, ExecutorId self, ExecutorGroup group) {

  // Of retries and commands: two consumers.
  private static final int FETCH_BYTES = 2 * 1024 * 1024;
  private static final long LEAST_WORK_FETCH = 512 * 1024;
  private static final long MOST_WORK_FETCH = 8 * 1024 * 1024;
  // Each consumer holds the fetch that it reads and the one that is under way.
  private static final int FETCHES = 2;
  private static final int SHARE_OF_THE_HEAP = 10;

  KafkaConnection {
    common = Map.copyOf(common);
  }

  Admin admin() {
    return Admin.create(with("setup", Map.of()));
  }

  Producer<String, byte[]> producer() {
    return new KafkaProducer<>(
        with(
            "producer",
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                Topics.COMPRESSION)),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /// For a topic that was made just now. A broker may take a record there, refuse it as not its
  /// own, and then count the same record out of order until the delivery times out; without
  /// sequence numbers it takes the record twice, which a compacted topic does not mind.
  Producer<String, byte[]> announcer() {
    return new KafkaProducer<>(
        with(
            "announcer",
            Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                Topics.COMPRESSION)),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /// @param fetchBytes most bytes of one fetch; a record that is larger comes alone
  ShareConsumer<String, byte[]> workConsumer(
      TaskType type, Priority priority, int recordsPerPoll, int fetchBytes) {
    return new KafkaShareConsumer<>(
        with(
            "work-" + type + "-" + priority.wire(),
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                Topics.executors(group),
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit",
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                recordsPerPoll,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                fetchBytes)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /// How many bytes one consumer of work fetches, so that all of them together hold no more than a
  /// tenth of the heap. Every type has one a priority; Kafka's own default is 50 MB each.
  static int workFetchBytes(long heap, int consumers) {
    return (int)
        Math.clamp(
            heap / SHARE_OF_THE_HEAP / FETCHES / Math.max(1, consumers),
            LEAST_WORK_FETCH,
            MOST_WORK_FETCH);
  }

  Consumer<String, byte[]> retryConsumer() {
    return new KafkaConsumer<>(
        member("retry", Topics.retries(group)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /// Settings of a member of the group that applies commands.
  Map<String, Object> commander() {
    return member("control", Topics.commanders(group));
  }

  private Map<String, Object> member(String name, String group) {
    Map<String, Object> member = ConsumerSettings.ofMember(common, group, clientId(name));
    member.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return member;
  }

  private Map<String, Object> with(String client, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(common);
    all.put("client.id", clientId(client));
    all.putAll(settings);
    return all;
  }

  /// The name at the brokers of one of this executor's clients.
  String clientId(String client) {
    return "millrace-executor-" + client + "-" + self;
  }
}
