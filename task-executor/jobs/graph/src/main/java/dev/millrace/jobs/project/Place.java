package dev.millrace.jobs.project;

import dev.millrace.http.input.PageCursor;
import dev.millrace.http.input.Values;
import java.util.List;

/// A place in a list: behind the row `at` of `of`, which is a version where a graph is read.
record Place(long of, long at) {

  /// @param list what tells the list from others
  static Place read(String cursor, String list) {
    List<String> parts = PageCursor.read(cursor, list, 2);
    return new Place(
        Values.number(parts.getFirst(), PageCursor::none),
        Values.number(parts.getLast(), PageCursor::none));
  }

  /// As clients hand it back.
  String cursor(String list) {
    return PageCursor.write(list, of, at);
  }
}
