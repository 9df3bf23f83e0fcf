package dev.millrace.outbox.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.outbox.OutboxFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class FrameHandlerTest {

  private static final String LINE =
      OutboxFrame.event(
              new TaskId(UUID.randomUUID()),
              Instant.EPOCH,
              null,
              new TaskStarted(1, 1, new ExecutorId("anne")))
          .tail();

  private final MockProducer<String, String> first = producer();
  private final List<String> steps = new ArrayList<>();
  private final FramePublisher publisher = new FramePublisher("/millrace/test", first, producer());

  @Test
  void slotAdvancesWhenKafkaHasEverythingAndTheCeilingIsRaised() throws Exception {
    var handler =
        new FrameHandler(
            publisher,
            messages -> steps.add(messages + " acknowledged: " + first.flushed()),
            () -> steps.add("ceiling"));
    handler.lines(LINE, 1);
    handler.lines(LINE, 2);
    assertThat(steps).isEmpty();

    assertThat(handler.committed()).isTrue();

    assertThat(steps).containsExactly("2 acknowledged: true", "ceiling");
  }

  @Test
  void slotStaysWhereARecordWasLost() throws Exception {
    var handler = new FrameHandler(publisher, _ -> {}, () -> steps.add("ceiling"));
    var lost = new KafkaException("lost");
    handler.lines(LINE, 1);
    first.errorNext(lost);

    assertThatThrownBy(handler::committed).isSameAs(lost);

    assertThat(steps).isEmpty();
  }

  @Test
  void slotStaysWhereItsCeilingCannotBeRaised() throws Exception {
    var handler =
        new FrameHandler(
            publisher,
            _ -> {},
            () -> {
              throw new IllegalStateException("the slot was lost");
            });
    handler.lines(LINE, 1);

    assertThatThrownBy(handler::committed).hasMessage("the slot was lost");
  }

  private static MockProducer<String, String> producer() {
    return new MockProducer<>(false, null, new StringSerializer(), new StringSerializer());
  }
}
