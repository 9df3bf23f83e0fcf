package dev.millrace.executor.attempt;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.Progress;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.journal.RunJournal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the engine lets a running handler see and do.
final class EngineTaskContext implements TaskContext {

  private final Attempt attempt;
  private final RunJournal journal;
  private volatile @Nullable Json checkpoint;

  EngineTaskContext(Attempt attempt, RunJournal journal) {
    this.attempt = attempt;
    this.journal = journal;
    this.checkpoint = attempt.claim().checkpoint();
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
  public void progress(
      long done, @Nullable Long total, @Nullable String message, @Nullable Object detail) {
    attempt.report(new Progress(done, total, message, detail == null ? null : Json.of(detail)));
  }

  @Override
  public <C> Optional<C> checkpoint(Class<C> type) {
    Json last = checkpoint;
    return last == null ? Optional.empty() : Optional.of(last.as(type));
  }

  @Override
  public void commit(Object next, TransactionalWork work) throws Exception {
    stopIfAsked();
    Json json = Json.of(next);
    attempt.commitBegins();
    try {
      switch (journal.commit(attempt.claim(), json, work)) {
        case WRITTEN -> checkpoint = json;
        case REFUSED -> attempt.stop(new StopReason.LeaseLost());
      }
    } finally {
      attempt.commitEnds();
    }
    stopIfAsked();
  }

  @Override
  public boolean isStopping() {
    return attempt.stopReason() != null;
  }

  private void stopIfAsked() {
    StopReason reason = attempt.stopReason();
    if (reason != null) {
      throw new AttemptStopped(reason);
    }
  }
}
