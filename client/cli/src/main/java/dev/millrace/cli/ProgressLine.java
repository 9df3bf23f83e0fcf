package dev.millrace.cli;

import dev.millrace.client.task.Progress;

/// A task's progress in a line. Pure.
final class ProgressLine {

  private static final int BAR = 30;
  private static final int LONGEST_MESSAGE = 60;

  private ProgressLine() {}

  /// `[######................] 25% 3/12 rows 1 to 3`.
  static String bar(Progress progress) {
    int percent = progress.percent();
    if (percent < 0) {
      return plain(progress);
    }
    int full = percent * BAR / 100;
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + plain(progress);
  }

  /// `25% 3/12 rows 1 to 3`.
  static String plain(Progress progress) {
    String message = progress.message();
    return (progress.percent() < 0
            ? String.valueOf(progress.done())
            : progress.percent() + "%  " + progress.done() + "/" + progress.total())
        + (message == null || message.isBlank() ? "" : "  " + cut(PlainText.of(message)));
  }

  private static String cut(String message) {
    return message.codePointCount(0, message.length()) <= LONGEST_MESSAGE
        ? message
        : message.substring(0, message.offsetByCodePoints(0, LONGEST_MESSAGE - 1)) + "…";
  }
}
