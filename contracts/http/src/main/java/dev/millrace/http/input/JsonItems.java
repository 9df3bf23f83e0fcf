package dev.millrace.http.input;

import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/// Takes a body apart into its items, one at a time.
///
/// An array that breaks off or is malformed is refused as a whole, since nobody knows where its
/// next item would begin. Of NDJSON, a malformed line is one bad item, and the next line is read.
public final class JsonItems {

  private JsonItems() {}

  /// What is told of each item, in order.
  public interface Reader {

    void item(JsonNode item);

    /// This item is not JSON.
    void malformed(Problem problem);
  }

  /// Reads a JSON array.
  ///
  /// @throws ProblemException when the body is anything else
  public static void array(InputStream body, Reader reader) {
    try (BoundedParser parser = StrictJson.parser(body)) {
      try {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
          throw StrictJson.malformed(parser, "a JSON array of tasks is expected");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          arrayItem(parser, reader);
        }
        if (parser.nextToken() != null) {
          throw StrictJson.malformed(parser, "there is more after the end of the array");
        }
      } catch (JacksonException e) {
        throw StrictJson.malformed(parser, e);
      }
    }
  }

  /// A text that no store keeps is its own item's fault: where the next one begins is known.
  private static void arrayItem(BoundedParser parser, Reader reader) {
    JsonNode item;
    try {
      item = StrictJson.value(parser);
    } catch (ProblemException e) {
      if (e.problem().type() != ProblemType.UNSTORABLE_TEXT) {
        throw e;
      }
      reader.malformed(e.problem());
      return;
    }
    reader.item(item);
  }

  /// Reads a JSON object with an array among its members, whose elements are handed over one at a
  /// time.
  ///
  /// @param items the member that is the array
  /// @param known all members there may be
  /// @return the other members; `items` among them only where it is no array
  /// @throws ProblemException when the body is anything else
  public static Map<String, JsonNode> object(
      InputStream body, String items, List<String> known, Consumer<JsonNode> each) {
    try (BoundedParser parser = StrictJson.parser(body)) {
      try {
        return members(parser, items, known, each);
      } catch (JacksonException e) {
        throw StrictJson.malformed(parser, e);
      }
    }
  }

  private static Map<String, JsonNode> members(
      BoundedParser parser, String items, List<String> known, Consumer<JsonNode> each) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refused("", "a JSON object with the member '" + items + "' is expected");
    }
    Map<String, JsonNode> others = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
      if (!known.contains(name)) {
        throw refused(pointer, "there is no such member; known are " + known);
      }
      JsonToken begin = parser.nextToken();
      if (name.equals(items) && begin == JsonToken.START_ARRAY) {
        for (int item = 0; parser.nextToken() != JsonToken.END_ARRAY; item++) {
          each.accept(StrictJson.value(parser, pointer + "/" + item));
        }
      } else {
        others.put(name, StrictJson.value(parser, pointer));
      }
      parser.beginValue();
    }
    if (parser.nextToken() != null) {
      throw StrictJson.malformed(parser, "there is more after the end of the object");
    }
    return others;
  }

  private static ProblemException refused(String pointer, String what) {
    return Problem.of(ProblemType.MALFORMED_JSON, "The body is wrong at '" + pointer + "': " + what)
        .withErrors(List.of(new Problem.FieldError(pointer, what)))
        .asException();
  }

  /// Reads one JSON value a line; blank lines are skipped.
  ///
  /// @param longestLine most bytes of a line
  /// @throws ProblemException when a line is too long
  public static void lines(InputStream body, int longestLine, Reader reader) throws IOException {
    BodyMemory memory = body instanceof LimitedInput limited ? limited.memory() : null;
    try {
      var line = new ByteArrayOutputStream(1024);
      var read = new byte[64 * 1024];
      int number = 1;
      for (int length = body.read(read); length >= 0; length = body.read(read)) {
        int begin = 0;
        for (int i = 0; i < length; i++) {
          if (read[i] == '\n') {
            append(line, read, begin, i, number, longestLine);
            line(line, number++, memory, reader);
            line.reset();
            begin = i + 1;
          }
        }
        append(line, read, begin, length, number, longestLine);
      }
      line(line, number, memory, reader);
    } catch (BodyRefused e) {
      throw e.problem().asException();
    }
  }

  private static void append(
      ByteArrayOutputStream line, byte[] read, int begin, int end, int number, int longest) {
    if (line.size() + end - begin > longest) {
      throw Problem.of(
              ProblemType.TOO_LARGE, "Line " + number + " has more than " + longest + " bytes")
          .with("line", number)
          .with("limit", longest)
          .asException();
    }
    line.write(read, begin, end - begin);
  }

  private static void line(
      ByteArrayOutputStream line, int number, @Nullable BodyMemory memory, Reader reader) {
    byte[] bytes = line.toByteArray();
    if (isBlank(bytes)) {
      return;
    }
    JsonNode item;
    try {
      item = StrictJson.read(bytes, memory);
    } catch (ProblemException e) {
      if (e.problem().retryAfter() != null) {
        // Not the line is wrong: there is no memory for it.
        throw e;
      }
      reader.malformed(ofLine(number, e.problem()));
      return;
    }
    reader.item(item);
  }

  private static Problem ofLine(int number, Problem problem) {
    Object column = problem.members().get("column");
    Object errors = problem.members().get("errors");
    String detail = problem.detail().replaceFirst("^Line \\d+", "Line " + number);
    Problem ofLine = Problem.of(problem.type(), detail).with("line", number);
    return ofLine
        .with("column", column == null ? 1 : column)
        .with("errors", errors == null ? List.of() : errors);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
