package dev.millrace.executor.attempt;

import dev.millrace.executor.store.Outcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What stands between an attempt that began before its task was claimed, and the run store.
///
/// An end that comes before the claim is kept here, to be written with it. After that, whatever the
/// attempt would write waits until the claim is committed, and is dropped when it was refused: the
/// task is another one's then, perhaps under the same epoch.
final class EarlyStart {

  private final Runnable noticed;
  private final CompletableFuture<Boolean> claimed = new CompletableFuture<>();
  private @Nullable Outcome end;
  private boolean closed;

  /// @param noticed called once the attempt has come to its end, and whenever it waits for its
  ///   claim
  EarlyStart(Runnable noticed) {
    this.noticed = noticed;
  }

  /// Leaves the attempt's end to whoever claims the task.
  ///
  /// @return false when the claim is under way without it
  boolean keep(Outcome outcome) {
    synchronized (this) {
      if (closed) {
        return false;
      }
      end = outcome;
    }
    noticed.run();
    return true;
  }

  /// Takes the end, if there is one. A later one is no longer kept.
  synchronized @Nullable Outcome close() {
    closed = true;
    return end;
  }

  /// Says whether the task is the attempt's.
  void settle(boolean ours) {
    claimed.complete(ours);
  }

  boolean isSettled() {
    return claimed.isDone();
  }

  /// Waits until that is said.
  boolean await() {
    if (!claimed.isDone()) {
      noticed.run();
    }
    return claimed.join();
  }
}
