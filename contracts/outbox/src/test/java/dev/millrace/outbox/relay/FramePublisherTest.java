package dev.millrace.outbox.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskStarted;
import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.DeadLetterHeaders;
import dev.millrace.outbox.OutboxFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class FramePublisherTest {

  private static final String WORK = "millrace.work.sleep.normal";
  private static final long POSITION = 0x1_0000_001AL;

  private final MockProducer<String, String> first = producer();
  private final MockProducer<String, String> second = producer();
  private final FramePublisher publisher = new FramePublisher("/millrace/test", first, second);

  @Test
  void recordGoesToItsSecondTopicOnceKafkaHasTheFirst() throws Exception {
    publisher.publish(frame().then(WORK).tail(), POSITION);
    assertThat(topics(first)).containsExactly(Topics.EVENTS);
    assertThat(second.history()).isEmpty();

    first.completeNext();

    assertThat(topics(second)).containsExactly(WORK);
    assertThat(second.history().getFirst().value()).isEqualTo(first.history().getFirst().value());
  }

  @Test
  void nothingIsPublishedAfterARecordThatWasLost() throws Exception {
    KafkaException lost = new KafkaException("lost");
    publisher.publish(frame().then(WORK).tail() + "\n" + frame().then(WORK).tail(), POSITION);

    first.errorNext(lost);
    first.completeNext();

    assertThat(second.history()).isEmpty();
    assertThat(first.closed()).isTrue();
    assertThat(second.closed()).isTrue();
    assertThatThrownBy(() -> publisher.publish(frame().tail(), POSITION)).isSameAs(lost);
    assertThat(first.history()).hasSize(2);
  }

  @Test
  void recordThatItsSecondTopicDoesNotTakeIsLostLikeAnyOther() throws Exception {
    second.sendException = new KafkaException("no room");
    publisher.publish(frame().then(WORK).tail(), POSITION);

    first.completeNext();

    assertThat(first.closed()).isTrue();
    assertThatThrownBy(publisher::requireWorking).isSameAs(second.sendException);
  }

  @Test
  void lineThatIsNoFrameIsADeadLetterAndTheNextIsPublished() throws Exception {
    publisher.publish("no frame\n" + frame().tail(), POSITION);

    assertThat(topics(first)).containsExactly(Topics.DEAD_LETTERS, Topics.EVENTS);
    ProducerRecord<String, String> letter = first.history().getFirst();
    assertThat(letter.value()).isEqualTo("no frame");
    assertThat(letter.headers().lastHeader(DeadLetterHeaders.PREFIX + "reason").value())
        .isEqualTo(DeadLetterHeaders.UNREADABLE.getBytes(UTF_8));
  }

  @Test
  void waitEndsWhenBothTopicsHaveEverything() throws Exception {
    publisher.publish(frame().then(WORK).tail(), POSITION);

    publisher.awaitAcknowledged();

    assertThat(second.history()).hasSize(1);
    assertThat(second.flushed()).isTrue();
    assertThat(publisher.unacknowledged()).isZero();
  }

  @Test
  void whatKafkaHasNotAcknowledgedIsWaitedFor() throws Exception {
    publisher.publish(frame().tail(), POSITION);
    assertThat(publisher.unacknowledged()).isGreaterThan(Duration.ZERO);

    first.completeNext();

    assertThat(publisher.unacknowledged()).isZero();
  }

  /// A frame whose line begins with the tab: a record's id may be empty.
  private static OutboxFrame frame() {
    return OutboxFrame.event(
        new TaskId(UUID.randomUUID()),
        Instant.EPOCH,
        null,
        new TaskStarted(1, 1, new ExecutorId("anne")));
  }

  private static List<String> topics(MockProducer<String, String> producer) {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  private static MockProducer<String, String> producer() {
    return new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
  }
}
