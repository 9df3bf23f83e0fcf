package dev.millrace.jobs;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.Saga;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaRun;
import dev.millrace.executor.saga.SagaState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A task context that commits to a real database, or to none, and remembers what it was told.
///
/// The checkpoint is serialised before the work runs and kept only when the work commits, like the
/// engine's. A context made from another one is the next run of the same task.
public final class RecordingTaskContext implements TaskContext {

  /// The process is gone, as far as the handler can tell.
  public static final class Crash extends RuntimeException {}

  public record Progress(long done, @Nullable Long total, @Nullable String message) {}

  private final @Nullable DataSource database;
  private final List<Json> checkpoints = new ArrayList<>();
  private final List<Progress> progress = new ArrayList<>();
  private @Nullable Json checkpoint;
  private IntConsumer beforeCommit = _ -> {};
  private int commits;
  private int crashBeforeCommit = -1;
  private int stopAfterCommits = Integer.MAX_VALUE;

  private final int attempt;

  private RecordingTaskContext(
      @Nullable DataSource database, @Nullable Json checkpoint, int attempt) {
    this.database = database;
    this.checkpoint = checkpoint;
    this.attempt = attempt;
  }

  /// A context whose commits keep the checkpoint alone.
  public static RecordingTaskContext withoutDatabase() {
    return new RecordingTaskContext(null, null, 1);
  }

  public static RecordingTaskContext on(DataSource database) {
    return new RecordingTaskContext(database, null, 1);
  }

  /// What whoever takes the task over finds: the same attempt.
  public RecordingTaskContext nextRun() {
    return new RecordingTaskContext(database, checkpoint, attempt);
  }

  /// What a retry finds.
  public RecordingTaskContext nextAttempt() {
    return new RecordingTaskContext(database, checkpoint, attempt + 1);
  }

  /// Runs `action` with the number of the commit, from 0, before each.
  public RecordingTaskContext beforeCommit(IntConsumer action) {
    beforeCommit = action;
    return this;
  }

  /// Throws [Crash] instead of committing for the `number`th time, from 0.
  public RecordingTaskContext crashingAt(int number) {
    crashBeforeCommit = number;
    return this;
  }

  /// Asks the handler to stop once it has committed so often.
  public RecordingTaskContext stoppingAfter(int number) {
    stopAfterCommits = number;
    return this;
  }

  public List<Json> checkpoints() {
    return checkpoints;
  }

  public List<Progress> progress() {
    return progress;
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
  public void progress(
      long done, @Nullable Long total, @Nullable String message, @Nullable Object detail) {
    progress.add(new Progress(done, total, message));
  }

  @Override
  public <C> Optional<C> checkpoint(Class<C> type) {
    return Optional.ofNullable(checkpoint).map(json -> json.as(type));
  }

  @Override
  public void commit(Object newCheckpoint, TransactionalWork work) throws Exception {
    if (isStopping()) {
      throw new InterruptedException("stopping");
    }
    if (commits == crashBeforeCommit) {
      throw new Crash();
    }
    beforeCommit.accept(commits);
    Json json = Json.of(newCheckpoint);
    if (database != null) {
      write(database, work);
    }
    commits++;
    checkpoint = json;
    checkpoints.add(json);
  }

  /// A saga in memory that can only go forward; the database of a step is the context's.
  @Override
  public Saga saga() {
    return new SagaRun(
        SagaState.NEW,
        work -> {
          if (database == null) {
            throw new IllegalStateException("a saga needs a database");
          }
          write(database, work::write);
        });
  }

  @Override
  public boolean isStopping() {
    return commits >= stopAfterCommits;
  }

  private static void write(DataSource database, TransactionalWork work) throws Exception {
    var failure = new ArrayList<Exception>();
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(status -> {
          try {
            work.write(JdbcClient.create(database));
          } catch (Exception e) {
            status.setRollbackOnly();
            failure.add(e);
          }
        });
    if (!failure.isEmpty()) {
      throw failure.getFirst();
    }
  }
}
