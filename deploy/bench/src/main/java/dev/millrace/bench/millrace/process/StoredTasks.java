package dev.millrace.bench.millrace.process;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/// What Millrace's three databases hold, seen past its front door.
///
/// @param databases the way into each, by its name
public record StoredTasks(Function<String, DatabaseAccess> databases) {

  public static final String API = "millrace_api";
  public static final String EXECUTOR = "millrace_executor";
  public static final String PROJECTION = "millrace_projection";

  private static final Map<String, String> GROWING =
      Map.of(
          API,
          "request",
          EXECUTOR,
          "millrace_engine.run",
          PROJECTION,
          "task, task_standing, task_facts");

  public Connection connect(String database) throws SQLException {
    return databases.apply(database).connect();
  }

  public long finished() throws SQLException {
    return number(PROJECTION, "select count(*) from task where completed_at is not null");
  }

  public long number(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  public void execute(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The finished tasks that were made last, at most so many.
  public List<UUID> newest(int most) throws SQLException {
    return ids(
        PROJECTION,
        """
        select task_id from task where completed_at is not null
        order by created_at desc, task_id desc limit ?
        """,
        most);
  }

  /// Finished tasks from all over the table, in no order, at most so many.
  public List<UUID> sample(int most) throws SQLException {
    long all = Math.max(1, number(PROJECTION, "select sum(tasks) from task_count"));
    var ids =
        ids(
            PROJECTION,
            """
            select task_id from task tablesample system (?)
            where completed_at is not null and user_id = 'bench'
            """,
            Math.min(100, 200.0 * most / all));
    Collections.shuffle(ids, new Random(all));
    return ids.subList(0, Math.min(most, ids.size()));
  }

  /// What a query with one parameter finds.
  public List<UUID> ids(String database, String sql, Object parameter) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var connection = connect(database);
        var query = connection.prepareStatement(sql)) {
      query.setObject(1, parameter);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  /// Leaves the tables as autovacuum would in time, and nothing of the filling to be written.
  public void settle() throws SQLException {
    for (var database : GROWING.entrySet()) {
      execute(database.getKey(), "vacuum (analyze) " + database.getValue());
    }
    execute(PROJECTION, "checkpoint");
  }
}
