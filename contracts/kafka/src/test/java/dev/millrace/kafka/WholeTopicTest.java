package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.wire.MalformedRecord;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WholeTopicTest {

  private static final String TOPIC = "switches";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final Queue<MockConsumer<String, String>> consumers = new ArrayDeque<>();
  private final Map<String, String> known = new ConcurrentHashMap<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger timesCaughtUp = new AtomicInteger();
  private final AtomicInteger passedOver = new AtomicInteger();
  private final List<Map<String, String>> knownWhileAway = new CopyOnWriteArrayList<>();
  private final WholeTopic topic =
      new WholeTopic(TOPIC, this::open, new Switches(), passedOver::incrementAndGet);

  @AfterEach
  void stop() {
    topic.stop();
  }

  @Test
  void itBeginsAtTheBeginningAndSaysWhenItHasCaughtUp() throws Exception {
    var consumer = holding(List.of(line(3, "a", "on"), line(5, "b", "off")));

    topic.start();
    topic.awaitCaughtUp();

    assertThat(known).containsOnly(Map.entry("a", "on"), Map.entry("b", "off"));
    assertThat(timesCaughtUp).hasValue(1);
    consumer.addRecord(line(6, "a", "off"));
    await().untilAsserted(() -> assertThat(taken).containsExactly("a old", "b old", "a new"));
    assertThat(timesCaughtUp).hasValue(1);
  }

  @Test
  void anEmptyTopicIsReadAtOnce() throws Exception {
    holding(List.of());

    topic.start();
    topic.awaitCaughtUp();

    assertThat(known).isEmpty();
  }

  @Test
  void aTombstoneRemoves() throws Exception {
    holding(List.of(line(0, "a", "on"), line(1, "b", "on"), line(2, "a", null)));

    topic.start();
    topic.awaitCaughtUp();

    assertThat(known).containsOnly(Map.entry("b", "on"));
    assertThat(passedOver).hasValue(0);
  }

  @Test
  void aPoisonRecordIsCountedAndPassedOverWhateverItsReaderThrows() throws Exception {
    holding(
        List.of(
            line(0, "a", "on"),
            line(1, "a", "malformed"),
            line(2, "c", "bug"),
            line(3, null, "on"),
            line(4, "b", "on")));

    topic.start();
    topic.awaitCaughtUp();

    assertThat(known).containsOnly(Map.entry("a", "on"), Map.entry("b", "on"));
    assertThat(passedOver).hasValue(2);
  }

  @Test
  void whatWasReadStaysWhileTheBrokerIsAwayAndComesAgainWhenItIsBack() throws Exception {
    var first = holding(List.of(line(0, "a", "on")));
    topic.start();
    topic.awaitCaughtUp();
    holding(List.of(line(0, "a", "on"), line(1, "b", "on")));

    away();
    first.setPollException(new KafkaException("the broker is away"));

    await().untilAsserted(() -> assertThat(timesCaughtUp).hasValue(2));
    assertThat(first.closed()).isTrue();
    assertThat(knownWhileAway).containsExactly(Map.of("a", "on"));
    assertThat(known).containsOnlyKeys("a", "b");
    assertThat(taken).containsExactly("a old", "a old", "b old");
  }

  @Test
  void aTopicThatIsMadeLaterIsReadThen() throws Exception {
    var consumer = holding(List.of(line(0, "a", "on")));
    var partitions = consumer.partitionsFor(TOPIC);
    consumer.updatePartitions(TOPIC, List.of());

    topic.start();
    consumer.updatePartitions(TOPIC, partitions);
    topic.awaitCaughtUp();

    assertThat(known).containsOnlyKeys("a");
  }

  @Test
  void itStopsAndClosesItsConsumer() throws Exception {
    var consumer = holding(List.of());
    topic.start();
    topic.awaitCaughtUp();

    topic.stop();

    assertThat(topic.isRunning()).isFalse();
    assertThat(consumer.closed()).isTrue();
  }

  private final class Switches implements WholeTopic.Reader {

    @Override
    public void take(ConsumerRecord<String, String> line, boolean isNew) {
      if (line.value() == null) {
        known.remove(line.key());
        return;
      }
      switch (line.value()) {
        case "malformed" -> throw new MalformedRecord("value", "is no switch");
        case "bug" -> throw new IllegalStateException("a bug");
        default -> known.put(line.key(), line.value());
      }
      taken.add(line.key() + (isNew ? " new" : " old"));
    }

    @Override
    public void caughtUp() {
      timesCaughtUp.incrementAndGet();
    }
  }

  private Consumer<String, String> open() {
    MockConsumer<String, String> next;
    synchronized (consumers) {
      next = consumers.remove();
    }
    if (next.closed()) {
      knownWhileAway.add(Map.copyOf(known));
      throw new KafkaException("no broker answers");
    }
    return next;
  }

  /// The next attempt to open a consumer fails, before those that are there.
  private void away() {
    var closed = new MockConsumer<String, String>("latest");
    closed.close();
    synchronized (consumers) {
      var later = List.copyOf(consumers);
      consumers.clear();
      consumers.add(closed);
      consumers.addAll(later);
    }
  }

  /// A consumer of a topic with these records. Where it is not told where to begin, it begins at
  /// the end, as a new one without a place may.
  private MockConsumer<String, String> holding(List<ConsumerRecord<String, String>> lines) {
    var consumer = new MockConsumer<String, String>("latest");
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    long end = lines.isEmpty() ? 0 : lines.getLast().offset() + 1;
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    consumer.schedulePollTask(() -> lines.forEach(consumer::addRecord));
    synchronized (consumers) {
      consumers.add(consumer);
    }
    return consumer;
  }

  private static ConsumerRecord<String, String> line(
      long offset, @Nullable String key, @Nullable String value) {
    return new ConsumerRecord<>(TOPIC, 0, offset, key, value);
  }
}
