package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.StoredResult;
import dev.millrace.events.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A task as clients see it, with what it is sorted by.
///
/// @param sequence of the newest fact in it, 0 while there is none but the submission
/// @param json the fields of design section 6, in that order, and what can be done with it
/// @param result where the result stands in it
/// @param lasting the same text without what changes by itself: places in queues, forecasts
public record TaskDocument(
    UUID id,
    long sequence,
    TaskStatus status,
    Instant createdAt,
    Json json,
    ResultPlace result,
    String lasting) {

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

  /// The result as it stands in the document; `null` where it is stored, and where there is none.
  String resultText() {
    return json.text().substring(result.from, result.to);
  }

  /// The same document with a stored result in its place.
  TaskDocument withResult(String text) {
    String all = json.text();
    return new TaskDocument(
        id,
        sequence,
        status,
        createdAt,
        new Json(all.substring(0, result.from) + text + all.substring(result.to)),
        new ResultPlace(result.from, result.from + text.length(), result.stored),
        lasting);
  }

  /// Where the result of a task is.
  ///
  /// @param from where it begins in the text of the document
  /// @param to where it ends
  /// @param stored where it is when it was too large for an event
  public record ResultPlace(int from, int to, @Nullable StoredResult stored) {}

  /// A place in the order of all tasks. Ids are compared as PostgreSQL does: unsigned.
  public record Position(Instant createdAt, UUID id) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      int byTime = createdAt.compareTo(other.createdAt);
      return byTime != 0 ? byTime : id.toString().compareTo(other.id.toString());
    }
  }
}
