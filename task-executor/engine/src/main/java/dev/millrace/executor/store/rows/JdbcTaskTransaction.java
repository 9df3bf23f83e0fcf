package dev.millrace.executor.store.rows;

import dev.millrace.events.task.TaskId;
import dev.millrace.executor.handler.TaskTransaction;
import dev.millrace.executor.submit.Submitter;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes in whatever transaction of its data source the calling thread has.
public final class JdbcTaskTransaction implements TaskTransaction {

  private final JdbcTemplate jdbc;
  private final JdbcClient client;
  private final Submitter submitter;
  private final Submitter.Origin origin;

  /// @param submitter takes in what the task submits
  /// @param origin the task's user, project and trace, which what it submits has, too
  public JdbcTaskTransaction(JdbcTemplate jdbc, Submitter submitter, Submitter.Origin origin) {
    this.jdbc = jdbc;
    this.client = JdbcClient.create(jdbc);
    this.submitter = submitter;
    this.origin = origin;
  }

  @Override
  public StatementSpec sql(String sql) {
    return client.sql(sql);
  }

  @Override
  public int[] batch(String sql, List<Object[]> rows) {
    return jdbc.batchUpdate(sql, rows);
  }

  @Override
  public <P extends @Nullable Object> TaskId submit(
      TaskType<P, ?> type, P parameters, SubmitOptions options) {
    return submitter.submit(origin, type, parameters, options);
  }
}
