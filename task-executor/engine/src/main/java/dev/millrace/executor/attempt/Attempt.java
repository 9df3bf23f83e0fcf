package dev.millrace.executor.attempt;

import dev.millrace.events.task.Progress;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.attempt.thread.HandlerThreads;
import dev.millrace.executor.attempt.thread.Turn;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An attempt that runs in this process: what the engine holds of it while its handler works.
///
/// A handler is never interrupted within a commit: an interrupt there would close the connection
/// and leave open whether the transaction counted. It learns of the request when the commit
/// returns.
public final class Attempt {

  private final TaskClaim claim;
  private final Instant since;
  private final HandlerThreads.Kind kind;
  private final AtomicReference<@Nullable Runnable> release;
  private final boolean undoes;
  private final @Nullable EarlyStart early;
  private final AtomicReference<@Nullable Progress> untold = new AtomicReference<>();
  private final AtomicReference<@Nullable StopReason> stop = new AtomicReference<>();
  private volatile @Nullable Instant timeOut;
  private volatile Turn turn = Turn.NOT_NEEDED;
  private @Nullable Thread thread;
  private boolean abandoned;
  private boolean committing;
  private boolean interruptDue;
  private @Nullable Long interruptedAt;

  /// @param since when it began
  /// @param release gives the permit back, called once when the attempt's end is written
  public Attempt(TaskClaim claim, Instant since, HandlerThreads.Kind kind, Runnable release) {
    this(claim, since, kind, release, false, null);
  }

  private Attempt(
      TaskClaim claim,
      Instant since,
      HandlerThreads.Kind kind,
      Runnable release,
      boolean undoes,
      @Nullable EarlyStart early) {
    this.claim = claim;
    this.since = since;
    this.kind = kind;
    this.release = new AtomicReference<>(release);
    this.undoes = undoes;
    this.early = early;
  }

  /// The attempt that undoes the steps of this one's saga. Nobody's wish stops it, nor the task's
  /// deadline: its end was decided before.
  public Attempt undoing(@Nullable SagaState saga) {
    return new Attempt(claim.with(saga), since, kind, this::release, true, null);
  }

  /// An attempt that begins before its task is claimed.
  static Attempt early(
      TaskClaim claim,
      Instant since,
      HandlerThreads.Kind kind,
      Runnable release,
      EarlyStart start) {
    return new Attempt(claim, since, kind, release, false, start);
  }

  /// Waits until the task is claimed, before anything is written of it. Where it is not this
  /// executor's, the attempt has been asked to stop when this returns.
  ///
  /// @return whether it is this executor's, as far as is known
  boolean awaitClaim() {
    return early == null || early.await();
  }

  /// Leaves the end to whoever claims the task, where that is still to be done.
  boolean leavesToClaim(Outcome end) {
    return early != null && early.keep(end);
  }

  public TaskClaim claim() {
    return claim;
  }

  /// When this executor began with it.
  public Instant since() {
    return since;
  }

  /// It is stopped then, for it will have taken too long.
  void timesOutAt(Instant end) {
    timeOut = end;
  }

  /// When it is stopped for lack of time, its own or its task's.
  Optional<Instant> timesOutAt() {
    Instant deadline = undoes ? null : claim.request().deadline();
    Instant own = timeOut;
    return Stream.of(own, deadline).filter(Objects::nonNull).min(Comparator.naturalOrder());
  }

  boolean undoes() {
    return undoes;
  }

  public HandlerThreads.Kind kind() {
    return kind;
  }

  public void release() {
    Runnable once = release.getAndSet(null);
    if (once != null) {
      once.run();
    }
  }

  public @Nullable StopReason stopReason() {
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
  private synchronized Duration sinceInterrupted() {
    return interruptedAt == null || thread == null
        ? Duration.ZERO
        : Duration.ofNanos(System.nanoTime() - interruptedAt);
  }

  /// Whether its handler counts as lost: it was interrupted, and goes on for longer than
  /// `patience`.
  boolean isStubborn(Duration patience) {
    return kind.mayBeAbandoned() && !isAbandoned() && sinceInterrupted().compareTo(patience) > 0;
  }

  /// Ends the attempt without its handler, whose turn others have from now on.
  ///
  /// @return false when the handler has ended meanwhile
  public synchronized boolean abandon() {
    if (thread == null || abandoned) {
      return false;
    }
    abandoned = true;
    turn.giveAway();
    return true;
  }

  /// Whether the attempt ended without its handler, which may not decide anything any more.
  synchronized boolean isAbandoned() {
    return abandoned;
  }

  /// Whether the handler keeps a carrier of virtual threads busy at this moment.
  synchronized boolean isOnCarrier() {
    // The JDK says in this form alone whether a virtual thread is mounted.
    return thread != null
        && thread.isVirtual()
        && thread.getState() == Thread.State.RUNNABLE
        && thread.toString().contains("]/runnable@");
  }

  /// Where the handler is; empty where it has ended.
  synchronized StackTraceElement[] stack() {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  public Turn turn() {
    return turn;
  }

  synchronized void runsOn(Thread handlerThread, Turn itsTurn) {
    thread = handlerThread;
    turn = itsTurn;
    StopReason reason = stopReason();
    if (reason != null && reason.isUrgent()) {
      handlerThread.interrupt();
    }
  }

  /// The handler is through: its thread belongs to the engine again.
  synchronized void handlerEnded() {
    thread = null;
    interruptedAt = null;
    turn.putDown();
  }

  void commitBegins() {
    synchronized (this) {
      committing = true;
    }
    turn.putDown();
  }

  /// The handler has its turn again when this returns.
  void commitEnds() {
    synchronized (this) {
      committing = false;
      if (interruptDue && thread != null) {
        thread.interrupt();
      }
    }
    turn.pickUp();
  }

  public void report(Progress progress) {
    untold.set(progress);
  }

  /// Progress nobody has been told of, which counts as told from here on.
  public @Nullable Progress takeProgress() {
    return untold.getAndSet(null);
  }
}
