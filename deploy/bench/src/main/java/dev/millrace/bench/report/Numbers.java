package dev.millrace.bench.report;

import dev.millrace.bench.figures.Summary;
import java.util.Locale;

/// Numbers as people read them: as many digits as the measurement is worth.
final class Numbers {

  private Numbers() {}

  static String of(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
  }

  static String range(Summary summary) {
    return of(summary.least()) + " - " + of(summary.most());
  }

  static String times(Summary ratios) {
    return times(ratios.median());
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2fx", ratio);
  }
}
