package dev.millrace.http.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.millrace.events.task.StorableText;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/// Refuses a query with a parameter that nobody reads, or with one that is given twice: somebody
/// meant something by it. And one with a text that no store can keep.
public final class KnownQuery {

  private KnownQuery() {}

  /// Lets a query through that has known parameters alone.
  ///
  /// @throws ProblemException naming the parameter, and those that are known
  public static void require(HttpServletRequest request, String... known) {
    String query = request.getQueryString();
    if (query == null) {
      return;
    }
    Set<String> seen = new HashSet<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      if (!List.of(known).contains(name)) {
        throw bad("There is no query parameter '" + name + "'; known are " + List.of(known))
            .with("parameter", name)
            .with("known", List.of(known));
      }
      if (!seen.add(name)) {
        throw bad("Query parameter '" + name + "' is given twice").with("parameter", name);
      }
      if (parts.length == 2 && !StorableText.isStorable(decoded(parts[1]))) {
        throw new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "unstorable-text",
                "Query parameter '" + name + "' holds U+0000 or bytes that are no UTF-8")
            .with("parameter", name);
      }
    }
  }

  private static String decoded(String text) {
    try {
      // A byte a character: what is no UTF-8 is refused, and not replaced.
      return StorableText.decoded(URLDecoder.decode(text, ISO_8859_1).getBytes(ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw bad("The query is not URL-encoded: " + e.getMessage());
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "bad-query", detail);
  }
}
