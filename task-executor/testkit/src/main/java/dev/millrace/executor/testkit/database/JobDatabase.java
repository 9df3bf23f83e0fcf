package dev.millrace.executor.testkit.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.executor.store.rows.EngineSchema;
import dev.millrace.schema.OwnSchema;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A database with the tables of an executor, for what runs without its engine.
public class JobDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 8;

  private final HikariDataSource pool = new HikariDataSource();

  /// Makes the engine's tables and those of task types.
  ///
  /// @param owner connections of a role that may make schemas
  public JobDatabase(DataSource owner, OwnSchema... jobs) {
    EngineSchema.TABLES.migrate(owner);
    for (OwnSchema job : jobs) {
      job.migrate(owner);
    }
    pool.setDataSource(owner);
    pool.setMaximumPoolSize(CONNECTIONS);
  }

  public DataSource pool() {
    return pool;
  }

  public JdbcClient sql() {
    return JdbcClient.create(pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
