package dev.millrace.executor;

import dev.millrace.events.ConsumerGroups;
import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
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
record KafkaConnection(Map<String, Object> common, ExecutorId self) {

  /// One poll of a lane, in memory before anything of it is claimed.
  private static final int WORK_BYTES = 8 << 20;

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
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")),
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
                false)),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  ShareConsumer<String, byte[]> workConsumer(TaskType type, Priority priority, int recordsPerPoll) {
    return new KafkaShareConsumer<>(
        with(
            "work-" + type + "-" + priority.wire(),
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                Topics.EXECUTORS,
                ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                "explicit",
                ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                "record_limit",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                recordsPerPoll,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                WORK_BYTES)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  Consumer<String, byte[]> retryConsumer() {
    return groupConsumer("retry", Topics.RETRIES);
  }

  Consumer<String, byte[]> controlConsumer() {
    return groupConsumer("control", Topics.COMMANDERS);
  }

  /// A consumer without a group, for topics that everybody reads from the beginning.
  Consumer<String, byte[]> wholeTopicConsumer() {
    return new KafkaConsumer<>(
        with(
            "whole",
            Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false)),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private Consumer<String, byte[]> groupConsumer(String name, String group) {
    Map<String, Object> member = new HashMap<>(ConsumerGroups.MEMBER);
    member.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    member.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(
        with(name, member), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Object> with(String client, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(common);
    all.put("client.id", "millrace-executor-" + client + "-" + self);
    all.putAll(settings);
    return all;
  }
}
