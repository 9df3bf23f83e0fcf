package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.events.wire.CloudEvent;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.outbox.relay.wal.RelaySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes frames in the order in which it is given them.
///
/// A frame goes to its first topic, and to its second one when Kafka has acknowledged the first.
/// The two have a producer each, so that the second may wait for room without blocking the
/// acknowledgements that make room. The first failure closes both at once: nothing that comes after
/// a lost record may land, so that what is published is always a beginning of what was committed.
final class FramePublisher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FramePublisher.class);

  private final String source;
  private final Producer<String, String> first;
  private final Producer<String, String> second;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final AtomicLong underWay = new AtomicLong();
  private volatile long lastProgress;

  FramePublisher(RelaySettings settings, Map<String, Object> kafka) {
    this(
        settings.source(),
        producer(kafka, "relay-" + settings.slot() + "-facts"),
        producer(kafka, "relay-" + settings.slot() + "-work"));
  }

  /// @param first for frames' first topics
  /// @param second for the topics that come after those
  FramePublisher(String source, Producer<String, String> first, Producer<String, String> second) {
    this.source = source;
    this.first = first;
    this.second = second;
  }

  private static Producer<String, String> producer(Map<String, Object> kafka, String clientId) {
    return new KafkaProducer<>(
        ProducerProperties.of(kafka, clientId), new StringSerializer(), new StringSerializer());
  }

  /// Sends every line of a WAL message on its way.
  ///
  /// @param position where the message stands in the WAL, for dead letters
  /// @throws Exception what has failed since the last call
  void publish(String lines, long position) throws Exception {
    requireWorking();
    int start = 0;
    while (start < lines.length()) {
      int end = lines.indexOf('\n', start);
      if (end < 0) {
        end = lines.length();
      }
      publishLine(lines.substring(start, end), position);
      start = end + 1;
    }
  }

  private void publishLine(String line, long position) {
    OutboxFrame.Numbered frame;
    try {
      frame = OutboxFrame.parse(line);
    } catch (RuntimeException e) {
      String place = place(position);
      log.error("An outbox line at {} is no frame and becomes a dead letter", place, e);
      send(first, DeadLetters.of(line, source, place, e, Instant.now()), null);
      return;
    }
    CloudEvent event = frame.toCloudEvent(source);
    List<Header> headers = headers(event, frame.frame());
    String then = frame.frame().then();
    send(
        first,
        record(frame.frame().topic(), event, headers),
        then == null ? null : record(then, event, headers));
  }

  private static String place(long position) {
    return String.format(Locale.ROOT, "%X/%08X", position >>> 32, position & 0xFFFF_FFFFL);
  }

  private void send(
      Producer<String, String> producer,
      ProducerRecord<String, String> record,
      @Nullable ProducerRecord<String, String> next) {
    if (underWay.getAndIncrement() == 0) {
      lastProgress = System.nanoTime();
    }
    Future<?> _ =
        producer.send(
            record,
            (_, error) -> {
              if (error != null) {
                fail(error);
                return;
              }
              if (next != null && failure.get() == null) {
                sendNext(next);
              }
              lastProgress = System.nanoTime();
              underWay.decrementAndGet();
            });
  }

  /// Runs on the first producer's own thread, where an exception would be swallowed.
  private void sendNext(ProducerRecord<String, String> next) {
    try {
      send(second, next, null);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Exception error) {
    if (failure.compareAndSet(null, error)) {
      close();
    }
  }

  /// Returns when Kafka has acknowledged everything published so far.
  void awaitAcknowledged() throws Exception {
    requireWorking();
    first.flush();
    second.flush();
    requireWorking();
  }

  /// @throws Exception the first failure, if there was one
  void requireWorking() throws Exception {
    Exception error = failure.get();
    if (error != null) {
      throw error;
    }
  }

  /// How long Kafka has acknowledged nothing although something waits for it.
  Duration unacknowledged() {
    return underWay.get() > 0 ? Duration.ofNanos(System.nanoTime() - lastProgress) : Duration.ZERO;
  }

  private static ProducerRecord<String, String> record(
      String topic, CloudEvent event, List<Header> headers) {
    return new ProducerRecord<>(topic, null, event.subject(), event.data(), headers);
  }

  private static List<Header> headers(CloudEvent event, OutboxFrame frame) {
    Stream<Map.Entry<String, String>> own = event.headers().entrySet().stream();
    return Stream.concat(own, frame.headers().entrySet().stream())
        .<Header>map(e -> new RecordHeader(e.getKey(), e.getValue().getBytes(UTF_8)))
        .toList();
  }

  /// Lets go of everything that is not acknowledged yet.
  @Override
  public void close() {
    first.close(Duration.ZERO);
    second.close(Duration.ZERO);
  }
}
