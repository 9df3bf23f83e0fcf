package dev.millrace.executor.handler;

import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a running handler can say and ask. Used by the handler's threads only, and only while it
/// runs.
public interface TaskContext {

  /// The task being run.
  TaskId taskId();

  /// Whom it belongs to.
  UserId userId();

  /// Which attempt this is, from 1.
  int attempt();

  /// How urgent it is to its owner. The engine has started it by that; nothing is left to be done.
  Priority priority();

  /// What its owner groups tasks by.
  Optional<ProjectId> projectId();

  /// When this attempt is stopped for lack of time: at the end of what one attempt may take, or of
  /// what the whole task may, whichever is earlier. Empty where neither is limited.
  Optional<Instant> deadline();

  /// Says how far the work has come, in units whose number is not known.
  default void progress(long done) {
    progress(done, null, null, null);
  }

  /// Says how far the work has come.
  ///
  /// @param total units in all
  default void progress(long done, long total) {
    progress(done, (Long) total, null, null);
  }

  /// Says how far the work has come. Cheap in a loop: it remembers the newest call. It never blocks
  /// a handler that waits; one that computes may wait here for its next turn.
  ///
  /// @param total units in all, or null while unknown
  /// @param detail anything that becomes JSON, or null
  void progress(long done, @Nullable Long total, @Nullable String message, @Nullable Object detail);

  /// The checkpoint that was committed last, by this attempt or one before it.
  ///
  /// @param <C> the record it was committed as
  <C> Optional<C> checkpoint(Class<C> type);

  /// Commits the handler's own writes and a checkpoint in one transaction of the executor's
  /// database.
  ///
  /// Returns after the commit. If the process dies before it, neither is there; if it dies after
  /// it, the next run finds both. A pause or cancellation that was asked for takes effect here: the
  /// call then ends the run by an exception that the handler lets through.
  ///
  /// The transaction is that of the application's one `PlatformTransactionManager`, or of its
  /// primary one, where that is for the executor's data source. It is none of the caller's: a
  /// commit within another transaction is refused.
  ///
  /// @param checkpoint a record from which the work can go on
  /// @return the checkpoint
  /// @throws Exception whatever `work` throws; nothing is committed then
  <C> C commit(C checkpoint, TransactionalWork work) throws Exception;

  /// Ends the run here if the handler was asked to stop, as a commit would, by an exception that
  /// the handler lets through. What was not committed is done again when the task goes on.
  void stopIfAsked();

  /// The task's saga: steps that are undone when the task does not succeed. Instead of checkpoints.
  Saga saga();

  /// Whether the handler should come to an end: cancelled, paused, timed out, executor stopping or
  /// lease lost. A handler that loops without committing or blocking asks this, at least once a
  /// second; one that computes may wait here for its next turn.
  boolean isStopping();
}
