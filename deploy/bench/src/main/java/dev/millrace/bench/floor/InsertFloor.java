package dev.millrace.bench.floor;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.bench.load.Target;
import dev.millrace.bench.load.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/// PostgreSQL alone: a task is a row, and done when it is committed.
///
/// No task system on PostgreSQL that writes a row a task can be faster.
public final class InsertFloor implements Target {

  private static final String TABLE =
      "create table if not exists floor (id uuid primary key, type text not null, body text)";
  private static final String BATCH_INSERT =
      "insert into floor (id, type, body) select unnest(?), 'sleep', '{\"millis\":0}'";
  private static final String INSERT =
      "insert into floor (id, type, body) values (?, 'sleep', '{\"millis\":0}')";

  private final HikariDataSource pool;

  public InsertFloor(HikariDataSource pool) throws SQLException {
    this.pool = pool;
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
  }

  @Override
  public void submitBatch(int count, Work work) throws SQLException {
    var ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = UUID.randomUUID();
    }
    try (var connection = pool.getConnection();
        var insert = connection.prepareStatement(BATCH_INSERT)) {
      insert.setArray(1, connection.createArrayOf("uuid", ids));
      insert.executeUpdate();
    }
  }

  @Override
  public String submitOne(Work work) throws SQLException {
    var id = UUID.randomUUID();
    try (var connection = pool.getConnection();
        var insert = connection.prepareStatement(INSERT)) {
      insert.setObject(1, id);
      insert.executeUpdate();
    }
    return id.toString();
  }

  @Override
  public long unfinished() {
    return 0;
  }

  @Override
  public void awaitFinished(String id, Duration patience) {}

  @Override
  public void hold() {
    throw new UnsupportedOperationException("nothing consumes rows");
  }

  @Override
  public void release() {
    throw new UnsupportedOperationException("nothing consumes rows");
  }

  @Override
  public void close() {
    pool.close();
  }
}
