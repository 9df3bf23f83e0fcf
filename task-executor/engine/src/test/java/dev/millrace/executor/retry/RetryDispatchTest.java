package dev.millrace.executor.retry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.Topics;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RetryDispatchTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ExecutorGroup SHOP = new ExecutorGroup("shop");
  private static final String SHORT = Topics.retry(SHOP, Duration.ofSeconds(2));
  private static final String LONG = Topics.retry(SHOP, Duration.ofSeconds(60));
  private static final String WORK = "millrace.work.shop.sleep.normal";
  private static final TaskId TASK = new TaskId(UUID.randomUUID());
  private static final long SEQUENCE = 7;

  private final Waiting rows = new Waiting();
  private final List<ConsumerRecord<String, byte[]>> unreadable = new ArrayList<>();
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final RetryDispatch dispatch =
      new RetryDispatch(SHOP, rows, producer, (record, _) -> unreadable.add(record));

  @Test
  void taskThatIsDueGoesToItsWorkTopicAsItCame() {
    rows.waiting.put(TASK, new RetryRows.Waiting(WORK, SEQUENCE));
    ConsumerRecord<String, byte[]> record = record(SHORT, NOW.minusSeconds(2), NOW);

    assertThat(dispatch.offer(record, NOW)).isEmpty();
    dispatch.send(NOW);

    ProducerRecord<String, byte[]> sent = producer.history().getFirst();
    assertThat(sent.topic()).isEqualTo(WORK);
    assertThat(sent.key()).isEqualTo(TASK.toString());
    assertThat(sent.value()).isEqualTo(record.value());
    assertThat(sent.headers()).isEqualTo(record.headers());
  }

  @Test
  void recordWaitsOutTheDelayOfItsTopic() {
    ConsumerRecord<String, byte[]> record = record(SHORT, NOW, NOW.plusSeconds(2));

    assertThat(dispatch.offer(record, NOW)).contains(NOW.plusSeconds(2));
    dispatch.send(NOW);

    assertThat(producer.history()).isEmpty();
    assertThat(rows.looks).isZero();
  }

  @Test
  void taskThatIsNotDueYetGoesOnToAnotherDelay() {
    rows.waiting.put(TASK, new RetryRows.Waiting(WORK, SEQUENCE));

    dispatch.offer(record(SHORT, NOW.minusSeconds(2), NOW.plusSeconds(90)), NOW);
    dispatch.send(NOW);

    assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly(LONG);
  }

  @Test
  void taskThatWaitsNoMoreOrForSomethingLaterIsDropped() {
    TaskId later = new TaskId(UUID.randomUUID());
    rows.waiting.put(later, new RetryRows.Waiting(WORK, SEQUENCE + 3));

    dispatch.offer(record(TASK, SHORT, NOW.minusSeconds(2), NOW), NOW);
    dispatch.offer(record(later, SHORT, NOW.minusSeconds(2), NOW), NOW);
    dispatch.send(NOW);

    assertThat(producer.history()).isEmpty();
    assertThat(rows.looks).isOne();
  }

  @Test
  void recordFromTheFutureDoesNotHoldUpWhatStandsBehindIt() {
    Instant future = NOW.plus(Duration.ofDays(300));
    rows.waiting.put(TASK, new RetryRows.Waiting(WORK, SEQUENCE));

    assertThat(dispatch.offer(record(SHORT, future, NOW), NOW)).isEmpty();
  }

  @Test
  void whatNobodyCanReadIsSetAside() {
    var record = new ConsumerRecord<>(SHORT, 0, 0, TASK.toString(), "{".getBytes(UTF_8));

    assertThat(dispatch.offer(record, NOW)).isEmpty();
    dispatch.send(NOW);

    assertThat(unreadable).containsExactly(record);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void brokerThatRefusesIsSaidSoThatTheRecordIsReadAgain() {
    rows.waiting.put(TASK, new RetryRows.Waiting(WORK, SEQUENCE));
    producer.sendException = new IllegalStateException("no broker");

    dispatch.offer(record(SHORT, NOW.minusSeconds(2), NOW), NOW);

    assertThatIllegalStateException().isThrownBy(() -> dispatch.send(NOW));
  }

  @Test
  void overdueTasksAreSentAgain() {
    rows.overdue.add(new RetryRows.Overdue(WORK, fact(TASK, NOW)));

    dispatch.sweep();

    assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly(WORK);
    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly(TASK.toString());
  }

  private static ConsumerRecord<String, byte[]> record(
      String topic, Instant written, Instant retryAt) {
    return record(TASK, topic, written, retryAt);
  }

  private static ConsumerRecord<String, byte[]> record(
      TaskId task, String topic, Instant written, Instant retryAt) {
    CloudEvent event = TaskCodec.write(fact(task, retryAt), "/test", null);
    var headers = new RecordHeaders();
    event.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
    byte[] value = event.data().getBytes(UTF_8);
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        written.toEpochMilli(),
        TimestampType.CREATE_TIME,
        task.toString().length(),
        value.length,
        task.toString(),
        value,
        headers,
        Optional.empty());
  }

  private static Fact fact(TaskId task, Instant retryAt) {
    return new Fact(
        task,
        SEQUENCE,
        NOW,
        new TaskRetryScheduled(1, new TaskError("busy", "try again", true), retryAt));
  }

  /// Rows of a store that is not there.
  private static final class Waiting implements RetryRows {

    private final Map<TaskId, RetryRows.Waiting> waiting = new HashMap<>();
    private final List<Overdue> overdue = new ArrayList<>();
    private int looks;

    @Override
    public Map<TaskId, RetryRows.Waiting> waiting(Collection<TaskId> tasks) {
      looks++;
      Map<TaskId, RetryRows.Waiting> found = new HashMap<>(waiting);
      found.keySet().retainAll(tasks);
      return found;
    }

    @Override
    public List<Overdue> takeOverdue(int limit) {
      return List.copyOf(overdue);
    }
  }
}
