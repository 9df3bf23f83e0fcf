package dev.millrace.api.finalstatus;

import dev.millrace.events.Topics;
import dev.millrace.kafka.ConsumerSettings;
import dev.millrace.kafka.TopicAwaited;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// The consumer of the facts, one group for all processes of the api.
///
/// It begins when the topic is there, which an executor makes. While the database is away it keeps
/// the poll it has and tries again for ever.
final class FinalStatusLog implements SmartLifecycle {

  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);

  private final ConcurrentMessageListenerContainer<byte[], Optional<FinalStatus>> container;
  private final TopicAwaited topic;
  private final FinalStatusListener listener;
  private volatile boolean running;

  /// @param clients how clients reach Kafka
  /// @param kafka the same for consumers
  FinalStatusLog(
      Map<String, Object> clients,
      Map<String, Object> kafka,
      String group,
      FinalStatusListener listener) {
    this.listener = listener;
    topic = new TopicAwaited(clients, Topics.EVENTS, this::begin);
    var properties = new ContainerProperties(Topics.EVENTS);
    properties.setMessageListener(listener);
    // What was read again after a crash is noted down already.
    properties.setAckMode(AckMode.TIME);
    properties.setAckTime(BETWEEN_COMMITS.toMillis());
    properties.setSyncCommits(false);
    properties.setPollTimeout(1_000);
    // Nobody waits for what is noted down here, and few large groups cost less than many small.
    properties.setIdleBetweenPolls(BETWEEN_POLLS.toMillis());
    container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                consumer(kafka, group),
                new ByteArrayDeserializer(),
                new FinalStatusDeserializer(listener::passedOver)),
            properties);
    container.setBeanName("millrace-api");
    container.setCommonErrorHandler(retryingForEver());
  }

  @Override
  public void start() {
    running = true;
    topic.await();
  }

  @Override
  public void stop() {
    running = false;
    topic.close();
    container.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void begin() {
    if (running) {
      container.start();
    }
  }

  /// Partitions that this process reads.
  int partitions() {
    var assigned = container.getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }

  /// Records that were passed over.
  long putAside() {
    return listener.putAside();
  }

  private static Map<String, Object> consumer(Map<String, Object> kafka, String group) {
    Map<String, Object> config = ConsumerSettings.ofMember(kafka, group, "millrace-api");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    return config;
  }

  private static DefaultErrorHandler retryingForEver() {
    var backOff = new ExponentialBackOff(100, 2);
    backOff.setMaxInterval(5_000);
    var handler =
        new DefaultErrorHandler(
            (_, cause) -> {
              throw new IllegalStateException("a poll is never given up", cause);
            },
            backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }
}
