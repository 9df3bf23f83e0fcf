package dev.millrace.client;

import dev.millrace.client.problem.MillraceException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits in the caller's thread. An interruption cancels what was waited for.
final class Blocking {

  private Blocking() {}

  static <T extends @Nullable Object> T get(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(future, e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  static <T extends @Nullable Object> T get(CompletableFuture<T> future, Duration atMost)
      throws TimeoutException {
    try {
      return future.get(nanos(atMost), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(future, e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      // 292 years are for ever.
      return duration.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }

  private static CancellationException interrupted(
      CompletableFuture<?> future, InterruptedException why) {
    future.cancel(true);
    Thread.currentThread().interrupt();
    var cancelled = new CancellationException("interrupted while waiting for Millrace");
    cancelled.initCause(why);
    return cancelled;
  }

  /// As it was thrown, without what futures wrap it in.
  private static RuntimeException unwrapped(ExecutionException failure) {
    Throwable inner = failure;
    while ((inner instanceof ExecutionException || inner instanceof CompletionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof RuntimeException known) {
      return known;
    }
    return new MillraceException("The call could not be made", inner);
  }
}
