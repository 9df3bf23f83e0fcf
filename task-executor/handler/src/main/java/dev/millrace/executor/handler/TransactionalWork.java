package dev.millrace.executor.handler;

/// Writes that are committed together with a checkpoint.
@FunctionalInterface
public interface TransactionalWork {

  /// Nothing to write but the checkpoint.
  TransactionalWork NONE = _ -> {};

  /// Writes through `database`, which is bound to the transaction of the checkpoint. What is called
  /// here takes part in it: services that are `@Transactional`, and repositories of JPA where the
  /// application's one transaction manager is that of JPA.
  void write(TaskTransaction database) throws Exception;
}
