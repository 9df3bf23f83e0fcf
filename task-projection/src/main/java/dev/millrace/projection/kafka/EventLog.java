package dev.millrace.projection.kafka;

import dev.millrace.kafka.ConsumerSettings;
import dev.millrace.kafka.TopicAwaited;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.StoredOffsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// The consumer of the log, from the moment the log exists until the service stops.
///
/// While the database is away it keeps the poll it has, its partitions paused and its place in the
/// group, and tries again. What is committed to Kafka comes after what is committed to the database
/// and decides nothing.
public final class EventLog implements SmartLifecycle {

  private final TopicAwaited topic;

  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);

  private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
  private final LogMeters meters;
  private volatile boolean running;

  /// @param kafka how clients reach Kafka
  public EventLog(
      Map<String, Object> kafka,
      EventLogSettings settings,
      PollWriter writer,
      StoredOffsets offsets,
      LogMeters meters) {
    this(kafka, settings, writer, offsets, meters, RecordDecoder::decode);
  }

  /// The same for the log of dead letters.
  public static EventLog ofDeadLetters(
      Map<String, Object> kafka,
      EventLogSettings settings,
      PollWriter writer,
      StoredOffsets offsets,
      LogMeters meters) {
    return new EventLog(kafka, settings, writer, offsets, meters, DeadLetterDecoder::decode);
  }

  private EventLog(
      Map<String, Object> kafka,
      EventLogSettings settings,
      PollWriter writer,
      StoredOffsets offsets,
      LogMeters meters,
      Function<ConsumerRecord<byte[], byte[]>, Entry> decoder) {
    var positions = new LogPositions(offsets, meters);
    this.meters = meters;
    this.topic = new TopicAwaited(kafka, settings.topic(), this::begin);
    this.container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<byte[], byte[]>(consumer(kafka, settings)) {
              @Override
              protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
                return new BoundedPolls(
                    config, settings.maxPollRecords(), settings.maxPollBytes().toBytes());
              }
            },
            properties(settings, positions, new EventListener(writer, positions, meters, decoder)));
    container.setBeanName(settings.group());
    container.setConcurrency(settings.consumers());
    container.setCommonErrorHandler(retryingForEver(settings));
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

  /// Whether the log is there and its consumer runs.
  public boolean isReading() {
    return container.isRunning();
  }

  /// Partitions that this process reads.
  public int partitions() {
    var assigned = container.getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }

  public LogMeters meters() {
    return meters;
  }

  private void begin() {
    if (running) {
      container.start();
    }
  }

  private static Map<String, Object> consumer(
      Map<String, Object> kafka, EventLogSettings settings) {
    Map<String, Object> config =
        ConsumerSettings.ofMember(kafka, settings.group(), settings.group());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    // Compressed; kept until it is polled, for each partition and each broker.
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1024 * 1024);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
    return config;
  }

  private static ContainerProperties properties(
      EventLogSettings settings, LogPositions positions, EventListener listener) {
    var properties = new ContainerProperties(settings.topic());
    properties.setMessageListener(listener);
    properties.setConsumerRebalanceListener(positions);
    // For those who watch the lag of groups: where reading goes on is in the database.
    properties.setAckMode(AckMode.TIME);
    properties.setAckTime(BETWEEN_COMMITS.toMillis());
    properties.setSyncCommits(false);
    properties.setPollTimeout(1_000);
    properties.setShutdownTimeout(settings.gracePeriod().toMillis());
    return properties;
  }

  /// No poll is ever given up: what is wrong with a record is dealt with before, and what is wrong
  /// with the database passes.
  private static DefaultErrorHandler retryingForEver(EventLogSettings settings) {
    var backOff = new ExponentialBackOff(settings.firstBackoff().toMillis(), 2);
    backOff.setMaxInterval(settings.maxBackoff().toMillis());
    var handler =
        new DefaultErrorHandler(
            (record, cause) -> {
              throw new IllegalStateException("a poll is never given up", cause);
            },
            backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }
}
