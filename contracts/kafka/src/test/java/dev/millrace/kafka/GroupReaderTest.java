package dev.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

@Timeout(30)
class GroupReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("facts", 0);
  private static final GroupReader.Backoff BACKOFF =
      new GroupReader.Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

  private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
  private final List<List<String>> given = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final BatchMessageListener<String, String> listener =
      records -> {
        given.add(records.stream().map(ConsumerRecord::value).toList());
        if (failures.getAndDecrement() > 0) {
          throw new IllegalStateException("the database is away");
        }
      };
  private final ConcurrentMessageListenerContainer<String, String> container =
      GroupReader.container(
          new DefaultKafkaConsumerFactory<String, String>(
              ConsumerSettings.ofMember(Map.of(), "readers", "reader")) {
            @Override
            protected Consumer<String, String> createRawConsumer(Map<String, Object> config) {
              return consumer;
            }
          },
          GroupReader.listener(PARTITION.topic(), listener),
          1,
          BACKOFF);

  @BeforeEach
  void assignAndFill() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(() -> {
      consumer.rebalance(List.of(PARTITION));
      consumer.addRecord(record(0, "a"));
      consumer.addRecord(record(1, "b"));
    });
  }

  @AfterEach
  void stop() {
    container.stop();
  }

  @Test
  void aPollThatTheListenerThrowsAtIsGivenAgainUntilItIsTaken() {
    failures.set(3);

    container.start();

    var poll = List.of("a", "b");
    await().untilAsserted(() -> assertThat(given).containsExactly(poll, poll, poll, poll));
    consumer.addRecord(record(2, "c"));
    await().untilAsserted(() -> assertThat(given.getLast()).containsExactly("c"));
    assertThat(given).hasSize(5);
  }

  @Test
  void whatIsCommittedIsWhatTheListenerTook() {
    failures.set(2);

    container.start();

    await()
        .untilAsserted(() ->
            assertThat(consumer.committed(Set.of(PARTITION)))
                .hasEntrySatisfying(
                    PARTITION, committed -> assertThat(committed.offset()).isEqualTo(2)));
    assertThat(given).hasSize(3);
  }

  @Test
  void aRightThatIsRefusedForAMomentStopsNobody() {
    container.start();
    await().until(() -> given.size() == 1);

    consumer.setPollException(new GroupAuthorizationException("readers"));
    consumer.addRecord(record(2, "c"));

    await().untilAsserted(() -> assertThat(given.getLast()).containsExactly("c"));
  }

  private static ConsumerRecord<String, String> record(long offset, String value) {
    return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, "k", value);
  }
}
