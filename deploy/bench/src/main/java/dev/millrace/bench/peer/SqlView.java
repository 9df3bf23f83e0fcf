package dev.millrace.bench.peer;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;

/// What a user sees of a peer's tasks: its tables.
///
/// @param countUnfinished a query for how many tasks are not finished
/// @param unfinishedOf a query for those ids of an array that are not finished
/// @param idType the element type of that array, so that the primary key serves the query
record SqlView(DataSource database, String countUnfinished, String unfinishedOf, String idType) {

  long unfinished() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(countUnfinished);
        var rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  Set<String> unfinishedOf(Collection<String> ids) throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(unfinishedOf)) {
      query.setArray(1, connection.createArrayOf(idType, ids.toArray()));
      var found = new HashSet<String>();
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1).strip());
        }
      }
      return found;
    }
  }
}
