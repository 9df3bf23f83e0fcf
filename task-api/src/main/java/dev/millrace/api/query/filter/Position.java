package dev.millrace.api.query.filter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/// A place in the order of a list by time and id. Ids are compared as PostgreSQL does: unsigned.
public record Position(Instant createdAt, UUID id) implements Comparable<Position> {

  /// Reads the columns `created_at` and `task_id`.
  public static Position of(ResultSet row, int number) throws SQLException {
    return new Position(
        row.getTimestamp("created_at").toInstant(), row.getObject("task_id", UUID.class));
  }

  @Override
  public int compareTo(Position other) {
    int byTime = createdAt.compareTo(other.createdAt);
    return byTime != 0 ? byTime : id.toString().compareTo(other.id.toString());
  }
}
