package dev.millrace.client.task;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// How far a task has come.
///
/// @param done units finished, in whatever the type counts
/// @param total units in all; null while that is unknown
/// @param message a line for people
/// @param detail whatever else the type documents; JSON's null where that is nothing
public record Progress(long done, @Nullable Long total, @Nullable String message, JsonNode detail) {

  static @Nullable Progress read(JsonNode json) {
    if (!json.isObject()) {
      return null;
    }
    JsonNode total = json.path("total");
    JsonNode detail = json.path("detail");
    return new Progress(
        json.path("done").asLong(0),
        total.isNumber() ? (Long) total.asLong(0) : null,
        json.path("message").asString(null),
        detail.isMissingNode() ? NullNode.getInstance() : detail);
  }

  /// The progress in the data of a `progressed` event; null where there is none.
  public static @Nullable Progress ofEvent(JsonNode event) {
    return read(event.path("data").path("progress"));
  }

  /// Whole per cent from 0 to 100, or -1 while the total is unknown.
  public int percent() {
    if (total == null) {
      return -1;
    }
    return done >= total ? 100 : (int) (100.0 * done / total);
  }
}
