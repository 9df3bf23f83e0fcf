package dev.millrace.executor.store;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TransactionalWork;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.saga.Unwinding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One executor's hand in the store of all tasks.
///
/// Every write of an attempt is guarded by its epoch: once another executor took the task over,
/// nothing that the old one still does is written. Each call is one transaction, and the facts it
/// leads to are emitted in it: a crash leaves the rows and the facts, or neither.
///
/// All methods throw [org.springframework.dao.DataAccessException] when the database refuses or
/// cannot be reached.
public interface RunStore {

  /// Takes tasks that nobody has started. What somebody has started is left out of the answer.
  ///
  /// @return the tasks that are this executor's from now on; none while its own lease is not valid
  List<TaskClaim> claim(List<WorkItem> items);

  /// Takes tasks that nobody has started and that this executor has begun, each under
  /// [TaskClaim#first]; those that are over already end with it. What somebody has started is left
  /// out of the answer.
  ///
  /// @param tasks different ones
  /// @return those that are this executor's; none while its own lease is not valid
  Set<TaskId> claimBegun(List<BegunTask> tasks);

  /// Fails a task that no claim can ever store. A task that somebody has claimed, or that has moved
  /// on, is left as it is.
  ///
  /// @return whether it has ended here
  boolean refuse(WorkItem item, TaskError why);

  /// Says that this executor lives, and asks what became of its tasks.
  Renewal renew();

  /// Emits how far tasks have come. Those that are no longer this executor's are left out.
  void progress(List<ProgressReport> reports);

  /// Commits a checkpoint together with the handler's own writes.
  ///
  /// @throws Exception whatever `work` throws; nothing is committed then
  Verdict commit(TaskClaim claim, Json checkpoint, TransactionalWork work) throws Exception;

  /// Commits a step of a saga, or its compensation: the handler's own writes, where the saga stands
  /// after them, and the fact that says so.
  ///
  /// @throws Exception whatever `work` throws; nothing is committed then
  Verdict step(TaskClaim claim, SagaWork work) throws Exception;

  /// Sends a task's saga back, because the task is about to end like this. From here on whoever
  /// runs the task undoes its steps. A saga that is on its way back already keeps its reason.
  Unwinding unwind(TaskClaim claim, SagaEnd end);

  /// Ends attempts.
  ///
  /// @return the outcomes that were refused, because the task is no longer this executor's
  List<Outcome> finish(List<Outcome> outcomes);

  /// The types of tasks whose executor has left them.
  Set<TaskType> orphaned();

  /// Takes over tasks whose executor left them, to go on from their last checkpoint.
  ///
  /// A task that more than `maxTakeovers` executors died of fails instead, and one that was asked
  /// to cancel is cancelled; neither is in the answer.
  List<TaskClaim> takeOver(TaskType type, int limit, int maxTakeovers);

  /// The tasks that are this executor's, with their epochs, in a map that the caller may change.
  Map<TaskId, Integer> held();

  /// Gives tasks back, so that other executors go on with them. It does not count as a crash. Those
  /// that are no longer this executor's are left as they are.
  ///
  /// @param epochs of the tasks
  void handOver(Map<TaskId, Integer> epochs);

  /// Gives everything back at once, so that other executors go on. None of it counts as a crash.
  void release();

  /// What became of a guarded write.
  enum Verdict {
    WRITTEN,
    /// Another executor owns the task: nothing was written.
    REFUSED
  }
}
