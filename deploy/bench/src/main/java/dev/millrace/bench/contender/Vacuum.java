package dev.millrace.bench.contender;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What autovacuum does by itself a minute or so after a load, done at once: dead rows go, and
/// there are statistics.
///
/// Without it a figure depends on whether that minute was over, most of all for a contender that
/// deletes what is done.
public final class Vacuum {

  private Vacuum() {}

  /// Every database of the contender's server.
  public static void run(DatabaseAccess access) throws SQLException {
    for (String database : databases(access)) {
      execute(access, access.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1"));
    }
  }

  private static void execute(DatabaseAccess access, String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url, access.user(), access.password());
        var statement = connection.createStatement()) {
      statement.execute("vacuum (analyze)");
    }
  }

  private static List<String> databases(DatabaseAccess access) throws SQLException {
    try (var connection =
            DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
        var query =
            connection.prepareStatement(
                "select datname from pg_database where datallowconn and not datistemplate");
        var rows = query.executeQuery()) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
