package dev.millrace.projection.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.projection.poll.Advance;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.Poll;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.RawRecord;
import dev.millrace.projection.poll.RecordPosition;
import dev.millrace.projection.poll.Tally;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventListenerTest {

  private static final TopicPartition LOG = new TopicPartition("events", 0);

  private final Map<Integer, Long> stored = new HashMap<>();
  private final List<Poll> written = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final LogMeters meters = new LogMeters(new SimpleMeterRegistry());
  private final LogPositions positions = new LogPositions(_ -> stored, meters);
  private final EventListener listener =
      new EventListener(this::write, positions, meters, EventListenerTest::entry);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(LOG));
    consumer.updateBeginningOffsets(Map.of(LOG, 0L));
    consumer.updateEndOffsets(Map.of(LOG, 100L));
  }

  @Test
  void whatIsFoldedIsLeftOutWhenThePlaceIsLookedUp() {
    stored.put(0, 7L);

    listener.onMessage(records(5, 10), consumer);

    assertThat(advances()).containsExactly(new Advance("events", 0, 7L, 10));
    assertThat(written.getFirst().entries()).hasSize(3);
  }

  @Test
  void recordsThatTakeThePlaceOfLostOnesAreFolded() {
    listener.onMessage(records(0, 10), consumer);

    listener.onMessage(records(6, 9), consumer);
    listener.onMessage(records(9, 12), consumer);

    assertThat(advances())
        .containsExactly(
            new Advance("events", 0, null, 10),
            new Advance("events", 0, 10L, 9),
            new Advance("events", 0, 9L, 12));
    assertThat(written.get(1).entries()).hasSize(3);
  }

  private List<Advance> advances() {
    return written.stream().flatMap(poll -> poll.advances().stream()).toList();
  }

  private PollWriter.Outcome write(Poll poll) {
    written.add(poll);
    return new PollWriter.Outcome.Written(new Tally(0, 0, 0, 0, 0), List.of());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(offset -> new ConsumerRecord<>(LOG.topic(), 0, offset, new byte[0], new byte[0]))
        .toList();
  }

  private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
    return new Entry.Unreadable(
        new RecordPosition(record.topic(), record.partition(), record.offset()),
        "only its place is looked at",
        new RawRecord(null, "", null));
  }
}
