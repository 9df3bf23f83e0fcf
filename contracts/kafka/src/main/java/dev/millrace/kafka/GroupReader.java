package dev.millrace.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/// A group's members in this process, which read one topic from the moment it exists until they are
/// stopped.
///
/// While its listener throws, as when a database is away, a member keeps the poll it has, its
/// partitions paused and its place in the group, and gives the same records again: no poll is ever
/// given up. What is committed to Kafka comes after what the listener did, so a listener must bear
/// records that it has had before. A login or right that Kafka refuses is tried again as well,
/// since logins are changed while we run.
public final class GroupReader implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(GroupReader.class);
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final ConcurrentMessageListenerContainer<?, ?> container;
  private final TopicAwaited topic;
  private volatile boolean running;

  /// How long a poll waits that the listener threw at.
  ///
  /// @param first the wait before it is given again; it doubles
  /// @param longest the longest such wait
  public record Backoff(Duration first, Duration longest) {

    private ExponentialBackOff forEver() {
      var backOff = new ExponentialBackOff(first.toMillis(), 2);
      backOff.setMaxInterval(longest.toMillis());
      return backOff;
    }
  }

  /// @param kafka how clients reach Kafka
  /// @param consumers opens members of a group, set by [ConsumerSettings#ofMember]
  /// @param properties the topic and the listener, from [#listener]
  /// @param threads in this process, each with partitions of its own
  public <K, V> GroupReader(
      Map<String, Object> kafka,
      ConsumerFactory<K, V> consumers,
      ContainerProperties properties,
      int threads,
      Backoff backoff) {
    container = container(consumers, properties, threads, backoff);
    String name = Objects.requireNonNull(properties.getTopics())[0];
    topic = new TopicAwaited(kafka, name, this::begin);
  }

  /// How a topic is read: what the listener took is committed once a second.
  public static ContainerProperties listener(String topic, BatchMessageListener<?, ?> listener) {
    var properties = new ContainerProperties(topic);
    properties.setMessageListener(listener);
    properties.setAckMode(AckMode.TIME);
    properties.setAckTime(BETWEEN_COMMITS.toMillis());
    properties.setSyncCommits(false);
    properties.setCommitCallback((_, failure) -> heard(topic, failure));
    properties.setPollTimeout(POLL.toMillis());
    return properties;
  }

  /// The next commit has what this one had.
  private static void heard(String topic, @Nullable Exception failure) {
    if (failure instanceof RetriableException || failure instanceof RebalanceInProgressException) {
      LOG.debug("The place in {} is committed a moment later", topic, failure);
    } else if (failure != null) {
      LOG.warn("The place in {} is not committed: {}", topic, failure.toString());
    }
  }

  static <K, V> ConcurrentMessageListenerContainer<K, V> container(
      ConsumerFactory<K, V> consumers,
      ContainerProperties properties,
      int threads,
      Backoff backoff) {
    properties.setAuthExceptionRetryInterval(backoff.longest());
    var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
    container.setBeanName(String.valueOf(consumers.getConfigurationProperties().get("client.id")));
    container.setConcurrency(threads);
    var handler =
        new DefaultErrorHandler(
            (_, cause) -> {
              throw new IllegalStateException("a poll is never given up", cause);
            },
            backoff.forEver());
    handler.setClassifications(Map.of(), true);
    handler.setRetryListeners(new Waits());
    container.setCommonErrorHandler(handler);
    return container;
  }

  @Override
  public void start() {
    running = true;
    topic.await();
  }

  private void begin() {
    if (running) {
      container.start();
    }
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

  /// Whether the topic is there and its members run.
  public boolean isReading() {
    return container.isRunning();
  }

  /// Partitions that this process reads.
  public int partitions() {
    var assigned = container.getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }

  /// Says that a poll waits.
  private static final class Waits implements RetryListener {

    @Override
    public void failedDelivery(
        ConsumerRecord<?, ?> record, @Nullable Exception cause, int attempt) {
      // Listeners are given polls, not records.
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> records, Exception cause, int attempt) {
      LOG.warn(
          "{} records of {} wait: {}",
          records.count(),
          records.partitions(),
          NestedExceptionUtils.getMostSpecificCause(cause).toString());
    }
  }
}
