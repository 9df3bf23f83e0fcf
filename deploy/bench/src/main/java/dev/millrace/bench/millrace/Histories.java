package dev.millrace.bench.millrace;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Reads `GET /api/tasks/{id}/events`.
final class Histories {

  private Histories() {}

  /// How many facts of the history say that the task completed.
  static long completions(JsonNode history) {
    var facts = history.isArray() ? history : history.path("items");
    long found = 0;
    for (var fact : facts) {
      var type = fact.path("type").asString("").toLowerCase(Locale.ROOT);
      if (type.contains("completed") && !type.contains("step")) {
        found++;
      }
    }
    return found;
  }
}
