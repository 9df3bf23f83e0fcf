package dev.millrace.executor.testkit;

import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.attempt.decision.AttemptStopped;
import dev.millrace.executor.attempt.decision.StopReason;
import dev.millrace.executor.handler.Saga;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaRun;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.testkit.database.RealTransaction;
import dev.millrace.executor.testkit.database.RecordedDatabase;
import dev.millrace.executor.testkit.database.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The context of one run of a task, which commits to a real database, or to none, and remembers
/// what it was told.
///
/// A commit is all or nothing, like the engine's: a checkpoint, a step of a saga and what they
/// write are kept when the work is through, and are gone when the process dies before that. A
/// context made from another one is the next run of the same task. Commits are counted from 0, over
/// all its runs.
public final class RecordingTaskContext implements TaskContext {

  /// What a handler said about how far it has come.
  public record Progress(
      long done, @Nullable Long total, @Nullable String message, @Nullable Json detail) {}

  private static final Actor NOBODY = new Actor(new UserId("tester"), null);

  private final @Nullable DataSource database;
  private final CommittedTask task;
  private final int attempt;
  private final SagaRun saga;
  private final List<Json> checkpoints = new ArrayList<>();
  private final List<Progress> progress = new ArrayList<>();
  private IntConsumer beforeCommit = _ -> {};
  private @Nullable KillPoint killPoint;
  private int stopAfterCommits = Integer.MAX_VALUE;
  private StopReason wish = new StopReason.Cancelled(NOBODY);
  private @Nullable SteppedClock clock;
  private @Nullable Duration limit;
  private @Nullable Instant end;
  private boolean hasSaga;

  RecordingTaskContext(@Nullable DataSource database, CommittedTask task, int attempt) {
    this.database = database;
    this.task = task;
    this.attempt = attempt;
    this.saga = new SagaRun(task.saga, this::commitStep);
    this.hasSaga = !task.saga.steps().isEmpty() || task.saga.unwinds();
  }

  /// A context that records what is written.
  public static RecordingTaskContext inMemory() {
    return new RecordingTaskContext(null, new CommittedTask(), 1);
  }

  public static RecordingTaskContext on(DataSource database) {
    return new RecordingTaskContext(database, new CommittedTask(), 1);
  }

  /// What whoever takes the task over finds: the same attempt.
  public RecordingTaskContext nextRun() {
    return new RecordingTaskContext(database, task, attempt);
  }

  /// What a retry finds.
  public RecordingTaskContext nextAttempt() {
    return new RecordingTaskContext(database, task, attempt + 1);
  }

  /// Runs `action` with the number of the commit before each.
  public RecordingTaskContext beforeCommit(IntConsumer action) {
    beforeCommit = action;
    return this;
  }

  /// Throws [Crash] where the process is to die.
  public RecordingTaskContext dyingAt(@Nullable KillPoint where) {
    killPoint = where;
    return this;
  }

  /// Throws [Crash] instead of the commit with this number.
  public RecordingTaskContext crashingAt(int commit) {
    return dyingAt(new KillPoint(commit, KillPoint.Side.BEFORE));
  }

  /// Asks the handler to stop once the task has committed so often.
  public RecordingTaskContext stoppingAfter(int commits) {
    stopAfterCommits = commits;
    wish = new StopReason.Cancelled(NOBODY);
    return this;
  }

  /// Asks the handler to stop for a while once the task has committed so often.
  public RecordingTaskContext pausingAfter(int commits) {
    stopAfterCommits = commits;
    wish = new StopReason.Paused(NOBODY);
    return this;
  }

  /// Asks the handler to stop when the clock has moved on by so much.
  public RecordingTaskContext timingOutAfter(Duration time, SteppedClock by) {
    limit = time;
    clock = by;
    end = by.instant().plus(time);
    return this;
  }

  /// The checkpoints of this run.
  public List<Json> checkpoints() {
    return checkpoints;
  }

  /// What this run said.
  public List<Progress> progress() {
    return progress;
  }

  /// What the task has submitted.
  public List<SubmitTask> submitted() {
    return List.copyOf(task.submitted);
  }

  /// What the task has written, where there is no database.
  public List<Statement> writes() {
    return List.copyOf(task.writes);
  }

  @Override
  public TaskId taskId() {
    return new TaskId(new UUID(0, 1));
  }

  @Override
  public UserId userId() {
    return new UserId("tester");
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public Priority priority() {
    return Priority.NORMAL;
  }

  @Override
  public Optional<ProjectId> projectId() {
    return Optional.empty();
  }

  @Override
  public Optional<Instant> deadline() {
    return Optional.ofNullable(end);
  }

  @Override
  public void progress(
      long done, @Nullable Long total, @Nullable String message, @Nullable Object detail) {
    if (!task.saga.unwinds()) {
      progress.add(new Progress(done, total, message, detail == null ? null : Json.of(detail)));
    }
  }

  @Override
  public <C> Optional<C> checkpoint(Class<C> type) {
    return Optional.ofNullable(task.checkpoint).map(json -> json.as(type));
  }

  @Override
  public <C> C commit(C newCheckpoint, TransactionalWork work) throws Exception {
    if (hasSaga) {
      throw new IllegalStateException("a handler with a saga commits in the saga's steps alone");
    }
    Json json = Json.of(newCheckpoint);
    stopIfAsked();
    transaction(
        work,
        () -> {
          task.checkpoint = json;
          checkpoints.add(json);
        });
    stopIfAsked();
    return newCheckpoint;
  }

  @Override
  public Saga saga() {
    hasSaga = true;
    return saga;
  }

  @Override
  public boolean isStopping() {
    return stopReason() != null;
  }

  /// Why the handler is asked to stop; null while it is not.
  @Nullable StopReason stopReason() {
    if (task.saga.unwinds()) {
      return null;
    }
    if (task.commits >= stopAfterCommits) {
      return wish;
    }
    return clock != null && limit != null && end != null && !clock.instant().isBefore(end)
        ? new StopReason.TookTooLong(limit)
        : null;
  }

  /// Writes down that the saga goes back from here; another kill point.
  void turnRound(SagaEnd end) throws Exception {
    transaction(TransactionalWork.NONE, () -> task.saga = task.saga.unwinding(end, attempt));
  }

  /// Undoes the completed steps that the handler has told of.
  void compensate() throws Exception {
    saga.compensate();
  }

  private void commitStep(SagaWork work) throws Exception {
    stopIfAsked();
    SagaWork.Written[] written = new SagaWork.Written[1];
    transaction(
        client -> written[0] = work.write(client),
        () -> {
          task.saga = written[0].next();
          task.facts.add(written[0].fact());
        });
    stopIfAsked();
  }

  private void transaction(TransactionalWork work, Runnable keep) throws Exception {
    beforeCommit.accept(task.commits);
    TransactionalWork andMaybeDie =
        client -> {
          work.write(client);
          dieAt(KillPoint.Side.BEFORE);
        };
    if (database == null) {
      RecordedDatabase recorded = new RecordedDatabase();
      andMaybeDie.write(recorded.client());
      task.writes.addAll(recorded.written());
      task.submitted.addAll(recorded.submitted());
    } else {
      task.submitted.addAll(RealTransaction.of(database, andMaybeDie));
    }
    keep.run();
    dieAt(KillPoint.Side.AFTER);
    task.commits++;
  }

  private void dieAt(KillPoint.Side side) {
    KillPoint here = new KillPoint(task.commits, side);
    if (here.equals(killPoint)) {
      if (side == KillPoint.Side.AFTER) {
        task.commits++;
      }
      throw new Crash(here);
    }
  }

  @Override
  public void stopIfAsked() {
    StopReason stop = stopReason();
    if (stop != null) {
      throw new AttemptStopped(stop);
    }
  }
}
