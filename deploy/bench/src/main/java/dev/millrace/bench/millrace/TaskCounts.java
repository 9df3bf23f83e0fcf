package dev.millrace.bench.millrace;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads `GET /api/tasks/stats`.
final class TaskCounts {

  private static final Set<String> FINAL = Set.of("completed", "failed", "cancelled", "timeout");

  private TaskCounts() {}

  /// How many tasks are in a final status. The counts by status are the first object that has a
  /// number under the name of a status, in whatever it is wrapped.
  static long finished(JsonNode stats) {
    if (isCountByStatus(stats)) {
      return FINAL.stream().mapToLong(status -> stats.path(status).asLong(0)).sum();
    }
    for (var child : stats) {
      if (child.isObject() && finished(child) > 0) {
        return finished(child);
      }
    }
    return 0;
  }

  static boolean isFinal(String status) {
    return FINAL.contains(status);
  }

  private static boolean isCountByStatus(JsonNode node) {
    return FINAL.stream().anyMatch(status -> node.path(status).isNumber());
  }
}
