package dev.millrace.api.query.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.query.filter.Position;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.http.answer.JsonAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import tools.jackson.databind.json.JsonMapper;

/// A task as clients see it: its members, and links to what can be done with it.
public record TaskDocument(TaskMembers members, TaskLinks links) {

  public static final Comparator<TaskDocument> NEWEST_FIRST =
      Comparator.comparing(TaskDocument::position).reversed();

  /// To be changed with the JSON that the same facts become, so that no client keeps the old one.
  private static final String VERSION = "1";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public UUID id() {
    return members.id();
  }

  public long sequence() {
    return members.sequence();
  }

  public TaskStatus status() {
    return members.status();
  }

  /// What can be asked of it as it stands.
  public List<TaskAction> actions() {
    return TaskAction.possible(members.status(), members.attempt());
  }

  public Instant createdAt() {
    return members.createdAt();
  }

  public Position position() {
    return new Position(createdAt(), id());
  }

  /// An entity tag: the sequence, and a sum of what may be shown otherwise at the same sequence.
  /// That is what the task was asked to be, a pause of its type, a submission that was read late,
  /// and a task that was restored.
  ///
  /// Places in queues and forecasts are not in it. A task that merely moves up in its queue is not
  /// another one: a client that waits for its change is not answered, and one that has it gets 304.
  public String etag() {
    Waiting waiting = members.waiting();
    String shown =
        String.join(
            " ",
            VERSION,
            members.status().wire(),
            members.type(),
            members.updatedAt().toString(),
            waiting == null ? "" : waiting.lasting());
    var sum = new CRC32C();
    sum.update(shown.getBytes(StandardCharsets.UTF_8));
    return "\"" + sequence() + "-" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"";
  }

  /// The same for clients that reach the service below a path.
  ///
  /// @param path such as `/millrace`
  public TaskDocument below(String path) {
    return path.isEmpty() ? this : new TaskDocument(members, links.below(path));
  }

  public Json json() {
    return new Json(MAPPER.writeValueAsString(whole()));
  }

  /// The document with a stored result in its place, which is `null` otherwise.
  JsonAnswer with(JsonAnswer.Stored result) {
    var answer = new TaskResult.Answer(result);
    MAPPER.writeValue(answer, whole());
    return answer.whole();
  }

  private Whole whole() {
    return new Whole(members, links);
  }

  private record Whole(@JsonUnwrapped TaskMembers members, TaskLinks links) {}
}
