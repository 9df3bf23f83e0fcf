package dev.millrace.executor.handler;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes that are committed together with a checkpoint.
@FunctionalInterface
public interface TransactionalWork {

  /// Nothing to write but the checkpoint.
  TransactionalWork NONE = _ -> {};

  /// Writes through `database`, which is bound to the transaction of the checkpoint.
  void write(JdbcClient database) throws Exception;
}
