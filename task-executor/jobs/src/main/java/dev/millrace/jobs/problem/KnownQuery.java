package dev.millrace.jobs.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/// Refuses a query with a parameter that nobody reads, or with one that is given twice: somebody
/// meant something by it. And one with a NUL, which the database keeps in no text.
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
      if (parts.length == 2 && decoded(parts[1]).indexOf('\0') >= 0) {
        throw bad("Query parameter '" + name + "' must not hold a NUL").with("parameter", name);
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("The query is not URL-encoded: " + e.getMessage());
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(HttpStatus.BAD_REQUEST, "bad-query", detail);
  }
}
