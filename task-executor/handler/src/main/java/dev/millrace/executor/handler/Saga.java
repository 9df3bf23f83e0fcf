package dev.millrace.executor.handler;

import java.util.concurrent.Callable;

/// Named steps that are done one after the other, and undone in reverse when the task fails for
/// good, is cancelled or runs out of time.
///
/// A step's writes, its result and the fact that it is completed are one transaction; so are the
/// writes of its compensation. After a crash the handler is called again: steps that are completed
/// give their results back without being done again, and the first one that is not goes on. To undo
/// the steps, the handler is called as well, to hear of their compensations; the call of its first
/// step that is not completed then does not return. So a handler is plain code, as long as
///
/// - it calls the same steps in the same order for the same parameters and results,
/// - it writes in steps alone; what stands between them may happen again,
/// - it lets through what a step throws.
///
/// Used by the handler's own thread. A handler with a saga has no other checkpoint:
/// [TaskContext#commit] is refused once [TaskContext#saga] was called.
public interface Saga {

  /// Does a step, or gives back the result that it had.
  ///
  /// @param name for people and for the facts; 1 to 100 characters
  /// @param type what the result is read back as: a record or anything else that becomes JSON of at
  ///   most 64 KB, and not null
  /// @param write the step's writes, all of which happen exactly once
  /// @param compensation the writes that undo them, which happen at most once
  /// @throws Exception whatever `write` throws; nothing of the step is there then
  <T> T step(String name, Class<T> type, Write<T> write, Compensation<T> compensation)
      throws Exception;

  /// The same for a step that takes long before it writes, such as a call of a language model.
  ///
  /// @param slowWork done outside any transaction, and again after a crash before the commit
  /// @param write the writes, with what `slowWork` made
  <S, T> T step(
      String name,
      Class<T> type,
      Callable<S> slowWork,
      WriteOf<S, T> write,
      Compensation<T> compensation)
      throws Exception;

  /// The same for a step without a result.
  default void step(String name, TransactionalWork write, TransactionalWork compensation)
      throws Exception {
    step(
        name,
        Boolean.class,
        database -> {
          write.write(database);
          return true;
        },
        (_, database) -> compensation.write(database));
  }

  /// The writes of a step.
  @FunctionalInterface
  interface Write<T> {

    /// Writes what the step is about.
    ///
    /// @param database bound to the transaction of the step
    /// @return the step's result
    T write(TaskTransaction database) throws Exception;
  }

  /// The writes of a step that follow from its slow work.
  @FunctionalInterface
  interface WriteOf<S, T> {

    /// Writes what was made.
    ///
    /// @param database bound to the transaction of the step
    /// @return the step's result
    T write(S made, TaskTransaction database) throws Exception;
  }

  /// The writes that undo a step.
  ///
  /// Whatever a compensation does outside the database may happen again.
  @FunctionalInterface
  interface Compensation<T> {

    /// Undoes what the step wrote.
    ///
    /// @param result what the step returned
    /// @param database bound to the transaction of the compensation
    void undo(T result, TaskTransaction database) throws Exception;
  }
}
