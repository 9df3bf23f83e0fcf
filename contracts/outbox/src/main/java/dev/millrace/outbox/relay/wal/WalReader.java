package dev.millrace.outbox.relay.wal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One run of reading a slot: a thread that waits in the socket, hands each message to its
/// consumer, and confirms what that is done with.
///
/// It does not restart: when it ends, for whatever reason, its owner makes another one, which goes
/// on from where the slot was last confirmed. While the consumer takes its time nothing is read, so
/// nothing piles up here; the server waits.
public final class WalReader implements AutoCloseable {

  private static final Duration TO_STOP = Duration.ofSeconds(20);

  private final RelaySettings settings;
  private final WalConsumer consumer;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile boolean reading;
  private @Nullable Connection connection;
  private boolean closed;

  private WalReader(RelaySettings settings, WalConsumer consumer) {
    this.settings = settings;
    this.consumer = consumer;
  }

  public static WalReader start(RelaySettings settings, WalConsumer consumer) {
    WalReader reader = new WalReader(settings, consumer);
    Thread.ofPlatform().daemon().name("relay-wal-" + settings.slot()).start(reader::run);
    return reader;
  }

  /// Whether the server has begun to send; its slot has a reader from before that on.
  public boolean isReading() {
    return reading;
  }

  /// Waits a while and throws if it has ended by itself.
  public void await(Duration time) throws Exception {
    try {
      ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
      throw new IllegalStateException("the reader of the WAL has ended");
    } catch (TimeoutException e) {
      // It still runs, as it should.
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void run() {
    try {
      var stream = WalStream.open(admit(WalStream.connect(settings)), settings);
      reading = true;
      while (true) {
        take(stream);
      }
    } catch (Exception e) {
      ended.completeExceptionally(e);
    } finally {
      ended.complete(null); // an Error goes on to the thread's handler
      cutOff();
    }
  }

  private void take(WalStream stream) throws Exception {
    switch (stream.next()) {
      case WalMessage.Lines(String text, long position) -> consumer.lines(text, position);
      case WalMessage.Commit(long end) -> {
        if (consumer.committed()) {
          stream.confirm(end);
        }
      }
      case WalMessage.Other _ -> {}
    }
  }

  private synchronized Connection admit(Connection opened) throws SQLException {
    connection = opened;
    if (closed) {
      throw new SQLException("closed while connecting");
    }
    return opened;
  }

  /// A read that waits in the socket ends by this.
  private synchronized void cutOff() {
    closed = true;
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        throw new IllegalStateException("the connection to the WAL cannot be closed", e);
      }
    }
  }

  /// Cuts the stream off and waits for the consumer to return. One that does not in time is left
  /// alone: its publisher is closed, and it cannot confirm any more.
  @Override
  public void close() {
    cutOff();
    try {
      ended.get(TO_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Either way it reads nothing any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
