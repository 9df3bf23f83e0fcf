package dev.millrace.jobs.project;

import dev.millrace.http.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A place in a list: behind the row `at` of `of`, which is a version where a graph is read.
///
/// Clients get it as a short word that they hand back unread.
record Cursor(long of, long at) {

  private static final Pattern FORM = Pattern.compile("c([0-9a-z]{1,12})\\.([0-9a-z]{1,12})");
  private static final int RADIX = 36;

  static Cursor parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "bad-query",
          "cursor is the `next` of the page before; this is none: '" + text + "'.");
    }
    return new Cursor(
        Long.parseLong(matcher.group(1), RADIX), Long.parseLong(matcher.group(2), RADIX));
  }

  /// Where a list that is read downwards goes on, or its top.
  static long before(@Nullable String cursor) {
    return cursor == null ? Long.MAX_VALUE : parse(cursor).at;
  }

  String text() {
    return "c" + Long.toString(of, RADIX) + "." + Long.toString(at, RADIX);
  }
}
