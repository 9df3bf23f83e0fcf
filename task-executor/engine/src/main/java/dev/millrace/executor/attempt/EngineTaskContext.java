package dev.millrace.executor.attempt;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.handler.Saga;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaRun;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.store.RunStore;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What the engine lets a running handler see and do.
final class EngineTaskContext implements TaskContext {

  private final Attempt attempt;
  private final RunStore store;
  private final SagaRun saga;
  private volatile @Nullable Json checkpoint;
  private volatile boolean hasSaga;

  EngineTaskContext(Attempt attempt, RunStore store) {
    this.attempt = attempt;
    this.store = store;
    this.checkpoint = attempt.claim().checkpoint();
    SagaState found = attempt.claim().saga();
    this.saga = new SagaRun(found == null ? SagaState.NEW : found, this::commitStep);
    this.hasSaga = found != null;
  }

  /// Whether this attempt, or one before it, may have completed steps of a saga.
  boolean hasSaga() {
    return hasSaga;
  }

  SagaRun sagaRun() {
    return saga;
  }

  @Override
  public TaskId taskId() {
    return attempt.claim().taskId();
  }

  @Override
  public UserId userId() {
    return attempt.claim().request().userId();
  }

  @Override
  public int attempt() {
    return attempt.claim().attempt();
  }

  @Override
  public Priority priority() {
    return attempt.claim().request().priority();
  }

  @Override
  public Optional<ProjectId> projectId() {
    return Optional.ofNullable(attempt.claim().request().projectId());
  }

  @Override
  public Optional<Instant> deadline() {
    return attempt.timesOutAt();
  }

  @Override
  public void progress(
      long done, @Nullable Long total, @Nullable String message, @Nullable Object detail) {
    pause();
    if (attempt.undoes()) {
      // The handler is called to hear of its compensations: it makes no progress.
      return;
    }
    attempt.report(new Progress(done, total, message, detail == null ? null : Json.of(detail)));
  }

  @Override
  public <C> Optional<C> checkpoint(Class<C> type) {
    Json last = checkpoint;
    return last == null ? Optional.empty() : Optional.of(last.as(type));
  }

  @Override
  public <C> C commit(C next, TransactionalWork work) throws Exception {
    if (hasSaga) {
      throw new IllegalStateException("a handler with a saga commits in the saga's steps alone");
    }
    Json json = Json.of(next);
    guarded(() -> {
      RunStore.Verdict verdict = store.commit(attempt.claim(), json, work);
      if (verdict == RunStore.Verdict.WRITTEN) {
        checkpoint = json;
      }
      return verdict;
    });
    return next;
  }

  @Override
  public Saga saga() {
    boolean _ = attempt.awaitClaim();
    hasSaga = true;
    return saga;
  }

  private void commitStep(SagaWork work) throws Exception {
    guarded(() -> store.step(attempt.claim(), work));
  }

  private void guarded(Callable<RunStore.Verdict> write) throws Exception {
    boolean _ = attempt.awaitClaim();
    endIfStopped();
    attempt.commitBegins();
    try {
      if (write.call() == RunStore.Verdict.REFUSED) {
        attempt.stop(new StopReason.LeaseLost());
      }
    } finally {
      attempt.commitEnds();
    }
    endIfStopped();
  }

  @Override
  public boolean isStopping() {
    pause();
    return attempt.stopReason() != null;
  }

  /// Lets others compute for a while. What is abandoned already ends here.
  private void pause() {
    attempt.turn().pass();
    if (attempt.isAbandoned()) {
      endIfStopped();
    }
  }

  @Override
  public void stopIfAsked() {
    attempt.turn().pass();
    endIfStopped();
  }

  private void endIfStopped() {
    StopReason reason = attempt.stopReason();
    if (reason != null) {
      throw new AttemptStopped(reason);
    }
  }
}
