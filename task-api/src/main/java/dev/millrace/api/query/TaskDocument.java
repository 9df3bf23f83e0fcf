package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/// A task as clients see it, with what it is sorted by.
///
/// @param json the fields of design section 6, in that order
public record TaskDocument(UUID id, TaskStatus status, Instant createdAt, Json json) {

  static final Comparator<TaskDocument> NEWEST_FIRST =
      Comparator.comparing(TaskDocument::position).reversed();

  Position position() {
    return new Position(createdAt, id);
  }

  /// A place in the order of all tasks. Ids are compared as PostgreSQL does: unsigned.
  public record Position(Instant createdAt, UUID id) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      int byTime = createdAt.compareTo(other.createdAt);
      return byTime != 0 ? byTime : id.toString().compareTo(other.id.toString());
    }
  }
}
