package dev.millrace.executor.saga;

import dev.millrace.events.TaskEvent;
import dev.millrace.executor.handler.TaskTransaction;

/// The writes of one step or one compensation, which also say where the saga stands after them.
@FunctionalInterface
public interface SagaWork {

  /// Writes through `database`, which is bound to the transaction that keeps the answer.
  Written write(TaskTransaction database) throws Exception;

  /// What is committed together with the writes.
  ///
  /// @param next where the saga stands then
  /// @param fact what is said about it
  record Written(SagaState next, TaskEvent fact) {}
}
