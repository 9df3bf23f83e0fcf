package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.zip.CRC32C;

/// A task as clients see it, with what it is sorted by.
///
/// @param sequence of the newest fact in it, 0 while there is none but the submission
/// @param json the fields of design section 6, in that order, and what can be done with it
/// @param lasting the same text without what changes by itself: places in queues, forecasts
public record TaskDocument(
    UUID id, long sequence, TaskStatus status, Instant createdAt, Json json, String lasting) {

  static final Comparator<TaskDocument> NEWEST_FIRST =
      Comparator.comparing(TaskDocument::position).reversed();

  Position position() {
    return new Position(createdAt, id);
  }

  /// An entity tag: the version, and a sum of the lasting text, which changes with a new version of
  /// this program, too. A task that merely moves up in its queue is not another one: who waits for
  /// its change is not woken, and who has it is told 304.
  String etag() {
    var sum = new CRC32C();
    sum.update(lasting.getBytes(StandardCharsets.UTF_8));
    return "\"%d-%08x\"".formatted(sequence, sum.getValue());
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
