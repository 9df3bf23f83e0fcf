package dev.millrace.api.deadletter.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One page of letters, newest first.
///
/// @param next the cursor of the next page, or null at the end; a page may be short and yet have
///   one
public record DeadLetterPage(List<Map<String, @Nullable Object>> items, @Nullable String next) {

  public static DeadLetterPage of(List<Item> items, @Nullable String next) {
    return new DeadLetterPage(items.stream().map(Item::toJson).toList(), next);
  }

  /// A letter with what was decided about it.
  public record Item(DeadLetter letter, @Nullable Decision decision) {

    /// Every field is always there; one without a value is null.
    Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("id", letter.id());
      json.put("state", (decision == null ? DeadLetterState.OPEN : decision.state()).wire());
      json.put("time", letter.time());
      json.put("reason", letter.reason());
      json.put("error", letter.error());
      json.put("attempts", letter.attempts());
      json.put("taskId", letter.taskId());
      json.put("type", letter.type());
      json.put("userId", letter.userId());
      json.put("origin", letter.origin());
      json.put("valueSize", letter.valueSize());
      json.put("decision", decision == null ? null : toJson(decision));
      return json;
    }

    private static Map<String, @Nullable Object> toJson(Decision decision) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("by", decision.by());
      json.put("reason", decision.reason());
      json.put("at", decision.at());
      json.put("note", decision.note());
      return json;
    }
  }
}
