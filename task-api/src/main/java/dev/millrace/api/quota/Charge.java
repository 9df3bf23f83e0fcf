package dev.millrace.api.quota;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a call costs before anything is done for it. Pure.
sealed interface Charge {

  /// Nothing: it is an operator's, or nobody's.
  record Free() implements Charge {}

  /// A read.
  ///
  /// @param weight as many as it counts for
  record Read(int weight) implements Charge {}

  /// A wish about one task.
  ///
  /// @param weight as many as it counts for
  record Control(int weight) implements Charge {}

  /// A bulk control, or how much it would do: it looks through the user's tasks, and may submit
  /// one.
  record Estimate() implements Charge {}

  /// A submission, at least of one task.
  record Submission() implements Charge {}

  /// A retry makes facts and, where it fails again, a dead letter.
  int RETRY = 10;

  /// Rows of a list that are passed over at the price of a read.
  int PASSED_OVER = 100;

  Pattern SUBMISSION = Pattern.compile("/api/tasks(/[^/]+(/(batch|file))?)?");
  Pattern CONTROL = Pattern.compile("/api/tasks/[^/]+/(pause|resume|retry)");
  Pattern BULK_CONTROL = Pattern.compile("/api/tasks/bulk-control(/estimate)?");
  Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d{1,5})(?:&|$)");

  /// What a call costs.
  ///
  /// @param path without its query
  static Charge of(String method, String path, @Nullable String query) {
    if (!path.startsWith("/api/")) {
      return new Free();
    }
    return switch (method) {
      case "GET", "HEAD" -> new Read(1 + passedOver(query));
      case "DELETE" -> new Control(1);
      case "POST" -> post(path);
      default -> new Free();
    };
  }

  private static Charge post(String path) {
    if (BULK_CONTROL.matcher(path).matches()) {
      return new Estimate();
    }
    if (CONTROL.matcher(path).matches()) {
      return new Control(path.endsWith("/retry") ? RETRY : 1);
    }
    return SUBMISSION.matcher(path).matches() ? new Submission() : new Free();
  }

  private static int passedOver(@Nullable String query) {
    if (query == null) {
      return 0;
    }
    Matcher offset = OFFSET.matcher(query);
    return offset.find() ? Math.min(Integer.parseInt(offset.group(1)), 10_000) / PASSED_OVER : 0;
  }
}
