package dev.millrace.outbox.relay;

import dev.millrace.outbox.relay.wal.WalConsumer;
import java.time.Duration;
import java.util.function.IntConsumer;

/// Publishes what is read, and lets the slot advance when Kafka has acknowledged it.
///
/// It does not wait for an acknowledgement before it takes the next: what is under way is in order.
/// Once a second, at the end of a transaction, it waits for all of them, raises the ceiling that
/// proves the slot ours, and lets it advance; a heartbeat is a transaction too. A crash before that
/// publishes again what came since the last time: readers drop facts that they have seen.
final class FrameHandler implements WalConsumer {

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
  public void lines(String lines, long position) throws Exception {
    publisher.publish(lines, position);
    unconfirmed++;
  }

  @Override
  public boolean committed() throws Exception {
    if (System.nanoTime() - lastConfirmed < BETWEEN_CONFIRMATIONS.toNanos()) {
      return false;
    }
    publisher.awaitAcknowledged();
    afterPublishing.accept(unconfirmed);
    unconfirmed = 0;
    confirmation.prepare();
    lastConfirmed = System.nanoTime();
    return true;
  }

  /// What has to be done before the slot may advance.
  interface Confirmation {
    void prepare() throws Exception;
  }
}
