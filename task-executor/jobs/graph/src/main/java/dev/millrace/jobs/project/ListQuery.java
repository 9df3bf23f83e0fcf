package dev.millrace.jobs.project;

import dev.millrace.http.problem.KnownQuery;
import dev.millrace.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// What a list is asked for, read from the query alike for every list.
///
/// @param userId whose, where an operator asks
/// @param limit 1 to [Page#LARGEST]
/// @param cursor the `next` of the page before; null is the beginning
record ListQuery(@Nullable String userId, int limit, @Nullable String cursor) {

  /// @param usual the limit where none is given
  static ListQuery of(HttpServletRequest request, int usual) {
    KnownQuery.require(request, "userId", "limit", "cursor");
    return new ListQuery(
        request.getParameter("userId"), limit(request, usual), request.getParameter("cursor"));
  }

  /// Of what has no second page.
  static ListQuery ofFirstPage(HttpServletRequest request, int usual) {
    KnownQuery.require(request, "userId", "limit");
    return new ListQuery(request.getParameter("userId"), limit(request, usual), null);
  }

  private static int limit(HttpServletRequest request, int usual) {
    String text = request.getParameter("limit");
    if (text == null) {
      return usual;
    }
    int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > Page.LARGEST) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "bad-query",
          "limit is 1 to " + Page.LARGEST + "; got '" + text + "'.");
    }
    return limit;
  }
}
