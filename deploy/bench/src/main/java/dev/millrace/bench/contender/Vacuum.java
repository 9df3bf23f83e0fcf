package dev.millrace.bench.contender;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What autovacuum does by itself a minute or so after a load, done at once: dead rows go, and
/// there are statistics.
///
/// Without it a figure depends on whether that minute was over, most of all for a contender that
/// deletes what is done.
///
/// A table that is empty is made small as well. A vacuum does that where it gets the lock for it
/// and leaves the pages where it does not: then the planner takes them for empty however full they
/// are soon, and goes through all of them for each row.
public final class Vacuum {

  private static final String EMPTIED =
      """
      select format('%I.%I', n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.reltuples = 0 and c.relpages > 0
        and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
      """;

  private Vacuum() {}

  /// Every database of the contender's server.
  public static void run(DatabaseAccess access) throws SQLException {
    for (String database : databases(access)) {
      String url = access.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1");
      execute(new DatabaseAccess(url, access.user(), access.password()));
    }
  }

  private static void execute(DatabaseAccess access) throws SQLException {
    try (var connection = access.connect();
        var statement = connection.createStatement()) {
      statement.execute("vacuum (analyze)");
      for (String table : names(connection, EMPTIED)) {
        statement.execute("vacuum (full, analyze) " + table);
      }
    }
  }

  private static List<String> databases(DatabaseAccess access) throws SQLException {
    try (var connection = access.connect()) {
      return names(
          connection, "select datname from pg_database where datallowconn and not datistemplate");
    }
  }

  private static List<String> names(Connection connection, String sql) throws SQLException {
    try (var query = connection.prepareStatement(sql);
        var rows = query.executeQuery()) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
