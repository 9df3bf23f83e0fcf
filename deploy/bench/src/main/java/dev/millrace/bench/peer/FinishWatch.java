package dev.millrace.bench.peer;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Tells who waits for a task when its table shows it as finished.
///
/// One query asks for all that are waited for, every 2 ms, so watching costs a peer at most 500
/// queries a second and adds 1 ms to a latency on average. With nobody waiting nothing is asked. A
/// query that fails is what everyone who waits is told.
final class FinishWatch implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(2);
  private static final Duration CROWDED_TICK = Duration.ofMillis(10);
  private static final int CROWD = 50;

  private final SqlView view;
  private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("finish-watch").unstarted(this::watch);
  private volatile boolean closed;

  FinishWatch(SqlView view) {
    this.view = view;
    thread.start();
  }

  void await(String id, Duration patience) throws InterruptedException, TimeoutException {
    var done = awaited.computeIfAbsent(id, _ -> new CompletableFuture<>());
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the peer's table cannot be read", e.getCause());
    } finally {
      awaited.remove(id);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      var asked = Map.copyOf(awaited);
      if (!asked.isEmpty()) {
        try {
          var unfinished = view.unfinishedOf(asked.keySet());
          asked.forEach((id, done) -> {
            if (!unfinished.contains(id)) {
              done.complete(null);
            }
          });
        } catch (SQLException e) {
          asked.values().forEach(done -> done.completeExceptionally(e));
        }
      }
      LockSupport.parkNanos((asked.size() > CROWD ? CROWDED_TICK : TICK).toNanos());
    }
  }
}
