package dev.millrace.jobs.project;

import dev.millrace.http.input.Query;
import dev.millrace.http.input.Values;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a list is asked for, read from the query alike for every list.
///
/// @param userId whose, where an operator asks
/// @param limit 1 to [Page#LARGEST]
/// @param from the `next` of the page before; null is the beginning
record ListQuery(@Nullable String userId, int limit, @Nullable Place from) {

  /// @param usual the limit where none is given
  /// @param list what tells the list from others
  static ListQuery of(HttpServletRequest request, int usual, String list) {
    return read(request, usual, list, List.of("userId", "limit", "cursor"));
  }

  /// Of what has no second page.
  static ListQuery ofFirstPage(HttpServletRequest request, int usual) {
    return read(request, usual, "", List.of("userId", "limit"));
  }

  private static ListQuery read(
      HttpServletRequest request, int usual, String list, List<String> known) {
    Query query = Query.parse(request.getQueryString(), known);
    return new ListQuery(
        query.get("userId", Function.identity()),
        query.get("limit", text -> Values.integer(text, 1, Page.LARGEST), usual),
        query.get("cursor", text -> Place.read(text, list)));
  }

  /// Where a list that is read downwards goes on, or its top.
  long before() {
    return from == null ? Long.MAX_VALUE : from.at();
  }
}
