package dev.millrace.api.query;

import java.time.Instant;
import java.util.UUID;

/// A place in the order of a list by time and id. Ids are compared as PostgreSQL does: unsigned.
public record Position(Instant createdAt, UUID id) implements Comparable<Position> {
  @Override
  public int compareTo(Position other) {
    int byTime = createdAt.compareTo(other.createdAt);
    return byTime != 0 ? byTime : id.toString().compareTo(other.id.toString());
  }
}
