package dev.millrace.outbox.relay;

import dev.millrace.outbox.relay.wal.WalMessage;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.kafka.connect.source.SourceRecord;

/// Takes what Debezium reads, publishes it, and lets the slot advance when Kafka has acknowledged
/// it.
///
/// It does not wait for an acknowledgement before it takes the next: what is under way is in order.
/// Once a second it waits for all of them, raises the ceiling that proves the slot ours, and lets
/// it advance. A crash before that publishes again what came since the last time: readers drop
/// facts that they have seen.
final class FrameHandler implements ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {

  private static final Duration BETWEEN_CONFIRMATIONS = Duration.ofSeconds(1);

  private final FramePublisher publisher;
  private final IntConsumer afterPublishing;
  private final Confirmation confirmation;
  private int unconfirmed;
  private long lastConfirmed = System.nanoTime() - BETWEEN_CONFIRMATIONS.toNanos();

  FrameHandler(FramePublisher publisher, IntConsumer afterPublishing, Confirmation confirmation) {
    this.publisher = publisher;
    this.afterPublishing = afterPublishing;
    this.confirmation = confirmation;
  }

  @Override
  public void handleBatch(
      List<ChangeEvent<SourceRecord, SourceRecord>> batch,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    try {
      for (var change : batch) {
        String lines = WalMessage.outboxLines(change.value());
        if (lines != null) {
          publisher.publish(lines, WalMessage.position(change.value()));
          unconfirmed++;
        }
      }
      if (System.nanoTime() - lastConfirmed >= BETWEEN_CONFIRMATIONS.toNanos()) {
        publisher.awaitAcknowledged();
        afterPublishing.accept(unconfirmed);
        unconfirmed = 0;
        confirmation.prepare();
        committer.markProcessed(batch.getLast());
        committer.markBatchFinished();
        lastConfirmed = System.nanoTime();
      }
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a batch could not be published", e);
    }
  }

  /// What has to be done before the slot may advance.
  interface Confirmation {
    void prepare() throws Exception;
  }
}
