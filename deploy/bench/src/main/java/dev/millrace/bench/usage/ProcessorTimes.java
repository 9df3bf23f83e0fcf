package dev.millrace.bench.usage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What processes or threads have used since the first look, by stage.
///
/// One that comes later began at nothing; one that is gone counts with what it had when it was seen
/// last. Each belongs to the stage that it was seen in last.
final class ProcessorTimes {

  private final Map<Long, Span> spans = new HashMap<>();
  private boolean isBegun;

  /// What one has used since it began.
  record Use(String stage, Duration time) {}

  private record Span(Duration first, Use last) {

    Duration used() {
      return last.time().minus(first);
    }
  }

  /// @param now by id, all that are there
  void look(Map<Long, Use> now) {
    now.forEach((id, use) -> {
      var known = spans.get(id);
      var first = isBegun ? Duration.ZERO : use.time();
      spans.put(id, new Span(known == null ? first : known.first(), use));
    });
    isBegun = true;
  }

  Map<String, Duration> byStage() {
    var stages = new TreeMap<String, Duration>();
    spans.values().forEach(span -> stages.merge(span.last().stage(), span.used(), Duration::plus));
    return stages;
  }

  Duration all() {
    return byStage().values().stream().reduce(Duration.ZERO, Duration::plus);
  }
}
