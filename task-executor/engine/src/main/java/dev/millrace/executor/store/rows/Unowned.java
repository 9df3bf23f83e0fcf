package dev.millrace.executor.store.rows;

import dev.millrace.events.task.ExecutorId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The owner of a task that has to be run once more although nobody is to start it: an executor
/// whose lease is always over, so that the next sweep takes the task over.
public final class Unowned {

  public static final ExecutorId ID = new ExecutorId("nobody");

  private Unowned() {}

  /// Makes sure that it is there, in the caller's transaction.
  public static void ensure(JdbcClient database) {
    database
        .sql(
            """
            insert into millrace_engine.executor (id, started_at, lease_until, released)
            values (?, to_timestamp(0), to_timestamp(0), true) on conflict do nothing
            """)
        .param(ID.value())
        .update();
  }
}
