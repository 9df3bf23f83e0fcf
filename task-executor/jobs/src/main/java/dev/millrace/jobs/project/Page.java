package dev.millrace.jobs.project;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list.
///
/// @param next the `cursor` of the following page, or null when this is the last
record Page<T>(List<T> items, @Nullable String next) {

  static final int LARGEST = 1000;

  Page {
    items = List.copyOf(items);
  }

  /// @param found one more than `limit`, when there are so many
  static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
    List<T> shown = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(shown, found.size() > limit ? cursor.apply(shown.getLast()) : null);
  }
}
