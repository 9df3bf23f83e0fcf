package dev.millrace.executor.work;

import dev.millrace.events.task.Priority;
import java.util.Locale;

/// A way in which tasks of one type come to run. Lanes that have something waiting share what the
/// type may run, by their weights.
enum Lane {
  /// Tasks that another executor left: begun work goes before work that waits.
  TAKEOVER(Double.POSITIVE_INFINITY),
  HIGH(7),
  NORMAL(2),
  LOW(1);

  private final double weight;
  private final String word = name().toLowerCase(Locale.ROOT);

  Lane(double weight) {
    this.weight = weight;
  }

  static Lane of(Priority priority) {
    return switch (priority) {
      case HIGH -> HIGH;
      case NORMAL -> NORMAL;
      case LOW -> LOW;
    };
  }

  /// How far `count` tasks move the lane on: the heavier the lane, the less.
  double cost(int count) {
    return count / weight;
  }

  /// For meters and names of threads.
  String word() {
    return word;
  }
}
