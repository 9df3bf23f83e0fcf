package dev.millrace.client.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The body of a stream, which is read as it comes, keeps nothing and takes no thread while nothing
/// comes. A part is asked for when the one before was read. One on which nothing comes for too long
/// ends: the other side may be gone without a word.
public final class OpenStream implements BodySubscriber<OpenStream> {

  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final Consumer<ByteBuffer> reader;
  private final Duration silence;
  private final Executor executor;
  private volatile long heard = System.nanoTime();
  private volatile @Nullable Subscription subscription;

  /// @param reader what it throws ends the stream
  OpenStream(Consumer<ByteBuffer> reader, Duration silence, Executor executor) {
    this.reader = reader;
    this.silence = silence;
    this.executor = executor;
  }

  /// Completes when the other side ends it, and fails when it breaks off.
  public CompletableFuture<@Nullable Void> end() {
    return end;
  }

  /// Ends it from this side.
  public void close() {
    Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
    end.cancel(false);
  }

  @Override
  public CompletionStage<OpenStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    if (end.isDone()) {
      given.cancel();
      return;
    }
    given.request(1);
    checkSilenceIn(silence.toNanos());
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    heard = System.nanoTime();
    try {
      parts.forEach(reader);
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    Subscription current = subscription;
    if (current != null) {
      current.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }

  private void checkSilenceIn(long nanos) {
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, executor)
        .execute(this::checkSilence);
  }

  private void checkSilence() {
    if (end.isDone()) {
      return;
    }
    long left = silence.toNanos() - (System.nanoTime() - heard);
    if (left > 0) {
      checkSilenceIn(left);
    } else {
      fail(new IOException("nothing came on the stream for " + silence));
    }
  }

  private void fail(Exception why) {
    Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
    end.completeExceptionally(why);
  }
}
