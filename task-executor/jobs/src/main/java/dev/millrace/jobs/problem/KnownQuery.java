package dev.millrace.jobs.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/// Refuses a query with a parameter that nobody reads, or with one that is given twice: somebody
/// meant something by it.
public final class KnownQuery {

  private KnownQuery() {}

  /// Looks at the names alone.
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
      String name = decoded(pair.split("=", 2)[0]);
      if (!List.of(known).contains(name)) {
        throw bad("There is no query parameter '" + name + "'; known are " + List.of(known))
            .with("parameter", name)
            .with("known", List.of(known));
      }
      if (!seen.add(name)) {
        throw bad("Query parameter '" + name + "' is given twice").with("parameter", name);
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
