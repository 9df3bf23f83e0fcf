package dev.millrace.outbox.relay;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.kafka.connect.source.SourceRecord;

/// Takes a batch from Debezium, publishes it, and only then lets the slot advance.
///
/// The slot advances at most once a second, after the ceiling that proves it ours was raised. A
/// crash before that publishes again what came since the last time: readers drop facts that they
/// have seen.
final class BatchHandler implements ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> {

  private static final Duration BETWEEN_CONFIRMATIONS = Duration.ofSeconds(1);

  private final FramePublisher publisher;
  private final IntConsumer afterPublishing;
  private final Confirmation confirmation;
  private long lastConfirmed = System.nanoTime() - BETWEEN_CONFIRMATIONS.toNanos();

  BatchHandler(FramePublisher publisher, IntConsumer afterPublishing, Confirmation confirmation) {
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
      int messages = 0;
      for (var change : batch) {
        String lines = WalMessage.outboxLines(change.value());
        if (lines != null) {
          publisher.publish(lines, WalMessage.position(change.value()));
          messages++;
        }
      }
      publisher.awaitAcknowledged();
      afterPublishing.accept(messages);
      if (System.nanoTime() - lastConfirmed >= BETWEEN_CONFIRMATIONS.toNanos()) {
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
