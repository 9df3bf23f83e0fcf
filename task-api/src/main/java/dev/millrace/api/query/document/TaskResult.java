package dev.millrace.api.query.document;

import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.http.answer.JsonAnswer;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/// What a task has returned.
///
/// @param json the result itself; null where there is none, or it is left out or stored
/// @param stored where it is when it was too large for an event
@JsonSerialize(using = TaskResult.InPlace.class)
public record TaskResult(@Nullable Json json, @Nullable StoredResult stored) {

  /// The result as JSON; `null` where it is stored, and where there is none.
  public String text() {
    return json == null ? "null" : json.text();
  }

  /// Writes the result as it is, or has a document that is an answer say where a stored one goes.
  static final class InPlace extends ValueSerializer<TaskResult> {
    @Override
    public void serialize(TaskResult result, JsonGenerator json, SerializationContext context) {
      if (json.streamWriteOutputTarget() instanceof Answer answer) {
        json.writeRawValue(""); // the colon before a value
        json.flush();
        answer.writeStored();
      } else {
        json.writeRawValue(result.text());
      }
    }
  }

  /// A document with a stored result in its place, which is never in memory as a whole.
  static final class Answer extends StringWriter {

    private final JsonAnswer.Stored result;
    private final List<JsonAnswer.Piece> pieces = new ArrayList<>();

    Answer(JsonAnswer.Stored result) {
      this.result = result;
    }

    private void writeStored() {
      writeText();
      pieces.add(result);
    }

    private void writeText() {
      pieces.add(new JsonAnswer.Text(toString()));
      getBuffer().setLength(0);
    }

    JsonAnswer whole() {
      writeText();
      return new JsonAnswer(pieces);
    }
  }
}
