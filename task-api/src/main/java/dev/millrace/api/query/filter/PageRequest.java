package dev.millrace.api.query.filter;

import dev.millrace.access.Caller;
import dev.millrace.http.input.Query;
import dev.millrace.http.input.Values;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which part of a list is asked for.
///
/// @param limit most tasks of a page
/// @param offset how many of the newest are left out; it costs time, and shifts when tasks come
/// @param before show only what comes after this place, newest first; null is from the newest
public record PageRequest(TaskFilter filter, int limit, int offset, @Nullable Position before) {

  private static final List<String> NAMES =
      Stream.concat(TaskFilter.NAMES.stream(), Stream.of("limit", "offset", "cursor")).toList();
  private static final int STANDARD_LIMIT = 20;
  private static final int LARGEST_LIMIT = 200;
  private static final int LARGEST_OFFSET = 10_000;

  /// Reads a query.
  ///
  /// @throws ProblemException for anything that cannot be meant, a cursor of another list included
  public static PageRequest of(@Nullable String rawQuery, Caller caller) {
    Query query = Query.parse(rawQuery, NAMES, TaskFilter.REPEATABLE);
    TaskFilter filter = TaskFilter.of(query, caller);
    Integer limit = query.get("limit", text -> Values.integer(text, 1, LARGEST_LIMIT));
    Integer offset = query.get("offset", text -> Values.integer(text, 0, LARGEST_OFFSET));
    Position before = query.get("cursor", text -> Cursor.read(text, filter.list()));
    if (offset != null && before != null) {
      throw Problem.of(
              ProblemType.BAD_QUERY, "A page begins at a 'cursor' or at an 'offset', not at both")
          .with("parameter", "offset")
          .asException();
    }
    return new PageRequest(
        filter,
        Objects.requireNonNullElse(limit, STANDARD_LIMIT),
        Objects.requireNonNullElse(offset, 0),
        before);
  }

  /// The same page, begun at a place instead of an offset.
  public PageRequest after(Position place) {
    return new PageRequest(filter, limit, 0, place);
  }
}
