package dev.millrace.api.query;

import dev.millrace.events.task.Json;
import dev.millrace.events.task.StoredResult;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.http.answer.JsonAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A task as clients see it, with what it is sorted by.
///
/// @param sequence of the newest fact in it, 0 while there is none but the submission
/// @param json the fields of the schema `Task`, in that order, and links to what can be done with
///   it
/// @param result where the result stands in it
/// @param etag an entity tag: the version, and a sum of the text without what changes by itself:
///   places in queues, forecasts. A task that merely moves up in its queue is not another one: who
///   waits for its change is not woken, and who has it gets 304
public record TaskDocument(
    UUID id,
    long sequence,
    TaskStatus status,
    Instant createdAt,
    Json json,
    ResultPlace result,
    String etag) {

  private static final String LINKS = "\"links\":{";
  private static final String HREF = "\"href\":\"/";

  static final Comparator<TaskDocument> NEWEST_FIRST =
      Comparator.comparing(TaskDocument::position).reversed();

  Position position() {
    return new Position(createdAt, id);
  }

  static String etag(long sequence, String lasting) {
    var sum = new CRC32C();
    sum.update(lasting.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "\"%d-%08x\"", sequence, sum.getValue());
  }

  /// The same for clients that reach the service below a path. The links are the last member, and
  /// nothing else is looked into.
  ///
  /// @param path such as `/millrace`
  public TaskDocument below(String path) {
    if (path.isEmpty()) {
      return this;
    }
    String all = json.text();
    int links = all.lastIndexOf(LINKS);
    String below =
        all.substring(0, links) + all.substring(links).replace(HREF, HREF.replace("/", path + "/"));
    return new TaskDocument(id, sequence, status, createdAt, new Json(below), result, etag);
  }

  /// The result as it stands in the document; `null` where it is stored, and where there is none.
  String resultText() {
    return json.text().substring(result.from, result.to);
  }

  /// The document with a stored result in its place, which is `null` so far.
  JsonAnswer withResult(JsonAnswer.Stored stored) {
    String all = json.text();
    return new JsonAnswer(
        List.of(
            new JsonAnswer.Text(all.substring(0, result.from)),
            stored,
            new JsonAnswer.Text(all.substring(result.to))));
  }

  /// Where the result of a task is.
  ///
  /// @param from where it begins in the text of the document
  /// @param to where it ends
  /// @param stored where it is when it was too large for an event
  public record ResultPlace(int from, int to, @Nullable StoredResult stored) {}
}
