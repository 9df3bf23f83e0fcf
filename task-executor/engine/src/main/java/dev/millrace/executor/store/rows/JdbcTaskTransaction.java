package dev.millrace.executor.store.rows;

import dev.millrace.executor.handler.TaskTransaction;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes in whatever transaction of its data source the calling thread has.
public final class JdbcTaskTransaction implements TaskTransaction {

  private final JdbcTemplate jdbc;
  private final JdbcClient client;

  public JdbcTaskTransaction(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.client = JdbcClient.create(jdbc);
  }

  @Override
  public StatementSpec sql(String sql) {
    return client.sql(sql);
  }

  @Override
  public int[] batch(String sql, List<Object[]> rows) {
    return jdbc.batchUpdate(sql, rows);
  }
}
