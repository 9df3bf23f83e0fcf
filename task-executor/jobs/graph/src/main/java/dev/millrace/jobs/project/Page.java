package dev.millrace.jobs.project;

import dev.millrace.events.stored.Json;
import dev.millrace.http.answer.JsonAnswer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param next the `cursor` of the following page, or null when this is the last
record Page<T>(List<T> items, @Nullable String next) {

  static final int LARGEST = 1000;

  /// After so many bytes a page ends, beside the item that goes beyond them.
  private static final long BYTES = 512 << 10;

  Page {
    items = List.copyOf(items);
  }

  /// @param found one more than `limit`, when there are so many
  static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    int shown = 0;
    long bytes = 0;
    while (shown < found.size() && shown < limit && bytes < BYTES) {
      bytes += Json.of(found.get(shown++)).text().length();
    }
    return new Page<>(
        found.subList(0, shown), shown < found.size() ? cursor.apply(found.get(shown - 1)) : null);
  }

  JsonAnswer answer() {
    return JsonAnswer.of(Json.of(this).text());
  }
}
