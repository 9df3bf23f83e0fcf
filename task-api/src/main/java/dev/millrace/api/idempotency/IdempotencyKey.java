package dev.millrace.api.idempotency;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import java.util.List;

/// The value of an `Idempotency-Key` header: 1 to 255 visible ASCII characters and spaces.
///
/// The draft has it as a string of RFC 8941, in quotes; it is taken without quotes as well, since
/// most clients send it so. Both are the same key.
public record IdempotencyKey(String value) {

  static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 255;

  /// Reads the header's lines.
  ///
  /// @throws ProblemException unless there is just one good key
  static IdempotencyKey of(List<String> lines) {
    if (lines.size() != 1) {
      throw bad("is given " + lines.size() + " times");
    }
    String line = lines.getFirst().strip();
    String value = line.startsWith("\"") ? unquoted(line) : line;
    if (value.isBlank() || value.length() > LONGEST) {
      throw bad("must have 1 to " + LONGEST + " characters");
    }
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw bad("must be of visible ASCII characters");
    }
    return new IdempotencyKey(value);
  }

  private static String unquoted(String line) {
    var value = new StringBuilder();
    for (int i = 1; i < line.length(); i++) {
      char next = line.charAt(i);
      if (next == '"') {
        if (i == line.length() - 1) {
          return value.toString();
        }
        throw bad("goes on after its closing quote");
      }
      if (next == '\\') {
        i++;
        if (i == line.length() || (line.charAt(i) != '"' && line.charAt(i) != '\\')) {
          throw bad("has a backslash before something else than a quote or a backslash");
        }
      }
      value.append(line.charAt(i));
    }
    throw bad("has no closing quote");
  }

  private static ProblemException bad(String why) {
    return Problem.of(TaskProblem.BAD_IDEMPOTENCY_KEY, "The header " + HEADER + " " + why)
        .asException();
  }
}
