package dev.millrace.executor.attempt;

import dev.millrace.events.task.Progress;
import dev.millrace.executor.journal.TaskClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An attempt that runs in this process: what the engine holds of it while its handler works.
///
/// A handler is never interrupted within a commit: an interrupt there would close the connection
/// and leave open whether the transaction counted. It learns of the request when the commit
/// returns.
public final class Attempt {

  private final TaskClaim claim;
  private final Instant since;
  private final Runnable release;
  private final boolean undoes;
  private final AtomicReference<@Nullable Progress> untold = new AtomicReference<>();
  private final AtomicReference<@Nullable StopReason> stop = new AtomicReference<>();
  private @Nullable Thread thread;
  private boolean committing;
  private boolean interruptDue;
  private @Nullable Long interruptedAt;

  /// @param since when it began
  /// @param release gives the permit back, called once when the attempt's end is written
  Attempt(TaskClaim claim, Instant since, Runnable release) {
    this(claim, since, release, false);
  }

  private Attempt(TaskClaim claim, Instant since, Runnable release, boolean undoes) {
    this.claim = claim;
    this.since = since;
    this.release = release;
    this.undoes = undoes;
  }

  /// An attempt that undoes its saga's steps. Nobody's wish stops it, nor the task's deadline: its
  /// end was decided before.
  static Attempt undoing(TaskClaim claim, Instant since, Runnable release) {
    return new Attempt(claim, since, release, true);
  }

  public TaskClaim claim() {
    return claim;
  }

  /// When this executor began with it.
  public Instant since() {
    return since;
  }

  boolean undoes() {
    return undoes;
  }

  void release() {
    release.run();
  }

  @Nullable StopReason stopReason() {
    return stop.get();
  }

  /// Asks the handler to come to an end. The first reason stands, unless the new one outranks it.
  public synchronized void stop(StopReason reason) {
    if (undoes && !reason.stopsUndoing()) {
      return;
    }
    StopReason standing = stop.get();
    if (standing != null && !reason.outranks(standing)) {
      return;
    }
    stop.set(reason);
    if (reason.isUrgent()) {
      interrupt();
    }
  }

  /// Interrupts the handler's thread, or does so right after its commit.
  public synchronized void interrupt() {
    if (interruptedAt == null) {
      interruptedAt = System.nanoTime();
    }
    if (committing) {
      interruptDue = true;
    } else if (thread != null) {
      thread.interrupt();
    }
  }

  /// For how long the handler has gone on after it was interrupted; zero while it was not.
  public synchronized Duration sinceInterrupted() {
    return interruptedAt == null || thread == null
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - interruptedAt);
  }

  synchronized void runsOn(Thread handlerThread) {
    thread = handlerThread;
    StopReason reason = stopReason();
    if (reason != null && reason.isUrgent()) {
      handlerThread.interrupt();
    }
  }

  /// The handler is through: its thread belongs to the engine again.
  synchronized void handlerEnded() {
    thread = null;
    interruptedAt = null;
  }

  synchronized void commitBegins() {
    committing = true;
  }

  synchronized void commitEnds() {
    committing = false;
    if (interruptDue && thread != null) {
      thread.interrupt();
    }
  }

  void report(Progress progress) {
    untold.set(progress);
  }

  /// Progress nobody has been told of, which counts as told from here on.
  public @Nullable Progress takeProgress() {
    return untold.getAndSet(null);
  }
}
