package dev.millrace.bench.contender;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
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
      String url = access.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1");
      execute(new DatabaseAccess(url, access.user(), access.password()));
    }
  }

  private static void execute(DatabaseAccess access) throws SQLException {
    try (var connection = access.connect();
        var statement = connection.createStatement()) {
      statement.execute("vacuum (analyze)");
    }
  }

  private static List<String> databases(DatabaseAccess access) throws SQLException {
    try (var connection = access.connect();
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
