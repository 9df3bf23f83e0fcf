package dev.millrace.outbox.relay.wal;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// One run of Debezium's engine. It does not restart: when it ends, for whatever reason, its owner
/// makes another one, which goes on from where the slot was last confirmed.
public final class WalReader implements AutoCloseable {

  private static final Duration TO_STOP = Duration.ofSeconds(20);

  private final DebeziumEngine<?> engine;
  private volatile boolean reading;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

  private WalReader(
      Properties properties, ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> handler) {
    this.engine =
        DebeziumEngine.create(Connect.class)
            .using(properties)
            .using(this::ended)
            .using(new Started())
            .notifying(handler)
            .build();
  }

  public static WalReader start(
      RelaySettings settings, ChangeConsumer<ChangeEvent<SourceRecord, SourceRecord>> handler) {
    WalReader reader = new WalReader(DebeziumProperties.of(settings), handler);
    Thread.ofPlatform().daemon().name("relay-wal-" + settings.slot()).start(reader::run);
    return reader;
  }

  /// Whether it has got through its start.
  public boolean isReading() {
    return reading;
  }

  /// Waits a while and throws if the engine has ended by itself.
  public void await(Duration time) throws Exception {
    try {
      ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
      throw new IllegalStateException("Debezium's engine has ended");
    } catch (TimeoutException e) {
      // It still runs, as it should.
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void run() {
    try {
      engine.run();
      ended.complete(null);
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
    if (success) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(error == null ? new IllegalStateException(message) : error);
    }
  }

  /// Stops the engine. An engine that does not stop in time is left alone: its publisher is closed,
  /// and the next reader cuts off its replication connection.
  @Override
  public void close() {
    long deadline = System.nanoTime() + TO_STOP.toNanos();
    while (!ended.isDone() && System.nanoTime() < deadline) {
      try {
        engine.close();
        return;
      } catch (IllegalStateException | IOException e) {
        pauseOrEnd(); // the engine refuses to be stopped while it starts, or stops already
      }
    }
  }

  private final class Started implements DebeziumEngine.ConnectorCallback {
    @Override
    public void pollingStarted() {
      reading = true;
    }
  }

  private void pauseOrEnd() {
    try {
      ended.get(50, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Either way the loop decides.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
