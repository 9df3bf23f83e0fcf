package dev.millrace.executor.handler;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
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
  /// @param checkpoint a record from which the work can go on
  /// @throws Exception whatever `work` throws; nothing is committed then
  void commit(Object checkpoint, TransactionalWork work) throws Exception;

  /// The task's saga: steps that are undone when the task does not succeed. Instead of checkpoints.
  Saga saga();

  /// Whether the handler should come to an end: cancelled, paused, timed out, executor stopping or
  /// lease lost. A handler that loops without committing or blocking asks this, at least once a
  /// second; one that computes may wait here for its next turn.
  boolean isStopping();
}
