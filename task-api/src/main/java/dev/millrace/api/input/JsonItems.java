package dev.millrace.api.input;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
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
    try (JsonParser parser = StrictJson.parser(body)) {
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
  private static void arrayItem(JsonParser parser, Reader reader) {
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

  /// Reads one JSON value a line; blank lines are skipped.
  ///
  /// @param longestLine most bytes of a line
  /// @throws ProblemException when a line is too long
  public static void lines(InputStream body, int longestLine, Reader reader) throws IOException {
    try (InputStream in = new BufferedInputStream(body, 64 * 1024)) {
      var line = new ByteArrayOutputStream(1024);
      int number = 1;
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          line(line, number++, reader);
          line.reset();
        } else if (line.size() == longestLine) {
          throw Problem.of(
                  ProblemType.TOO_LARGE,
                  "Line " + number + " has more than " + longestLine + " bytes")
              .with("line", number)
              .with("limit", longestLine)
              .asException();
        } else {
          line.write(next);
        }
      }
      line(line, number, reader);
    } catch (LimitedInput.TooLarge e) {
      throw e.problem().asException();
    }
  }

  private static void line(ByteArrayOutputStream line, int number, Reader reader) {
    byte[] bytes = line.toByteArray();
    if (isBlank(bytes)) {
      return;
    }
    JsonNode item;
    try {
      item = StrictJson.read(bytes);
    } catch (ProblemException e) {
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
