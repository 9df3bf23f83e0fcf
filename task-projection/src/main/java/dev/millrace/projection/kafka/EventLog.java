package dev.millrace.projection.kafka;

import dev.millrace.kafka.ConsumerSettings;
import dev.millrace.kafka.GroupReader;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.StoredOffsets;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/// The consumer of the log, from the moment the log exists until the service stops.
///
/// While the database is away it keeps the poll it has, see [GroupReader]: what is wrong with a
/// record is dealt with before, and what is wrong with the database passes. What is committed to
/// Kafka comes after what is committed to the database and decides nothing: it is for those who
/// watch the lag of groups.
public final class EventLog implements SmartLifecycle {

  private final GroupReader reader;
  private final LogMeters meters;

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
    var properties =
        GroupReader.listener(
            settings.topic(), new EventListener(writer, positions, meters, decoder));
    properties.setConsumerRebalanceListener(positions);
    properties.setShutdownTimeout(settings.gracePeriod().toMillis());
    this.reader =
        new GroupReader(
            kafka,
            new DefaultKafkaConsumerFactory<byte[], byte[]>(consumer(kafka, settings)) {
              @Override
              protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
                return new BoundedPolls(
                    config, settings.maxPollRecords(), settings.maxPollBytes().toBytes());
              }
            },
            properties,
            settings.consumers(),
            new GroupReader.Backoff(settings.firstBackoff(), settings.maxBackoff()));
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public void stop() {
    reader.stop();
  }

  @Override
  public boolean isRunning() {
    return reader.isRunning();
  }

  /// Whether the log is there and its consumer runs.
  public boolean isReading() {
    return reader.isReading();
  }

  /// Partitions that this process reads.
  public int partitions() {
    return reader.partitions();
  }

  public LogMeters meters() {
    return meters;
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
}
