package dev.millrace.api.deadletter;

import dev.millrace.api.deadletter.store.DeadLetterFilter;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.http.input.Members;
import dev.millrace.http.input.Values;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of a decision: about which letters, how fast, and why. Pure.
///
/// @param ids the letters, or null where a filter says which
/// @param filter which of the open letters; never empty
/// @param ratePerSecond how many tasks go back to work each second at most; null is no limit
record Selection(
    @Nullable Set<UUID> ids,
    @Nullable DeadLetterFilter filter,
    @Nullable Integer ratePerSecond,
    @Nullable String reason) {

  static final int MOST_IDS = 1_000;
  private static final int FASTEST = 10_000;
  private static final List<String> FILTERS = List.of("type", "reason", "taskId", "from", "to");

  /// Reads the body of a redrive.
  static Selection ofRedrive(JsonNode body) {
    return read(body, List.of("ids", "filter", "ratePerSecond", "reason"));
  }

  /// Reads the body of a discard, which has to say why.
  static Selection ofDiscard(JsonNode body) {
    List<String> known = List.of("ids", "filter", "reason");
    Selection selection = read(body, known);
    if (selection.reason() == null || selection.reason().isBlank()) {
      throw Members.of(body, "", known)
          .wrong("reason", "a reason is required, such as \"fixed by hand\"");
    }
    return selection;
  }

  private static Selection read(JsonNode value, List<String> known) {
    Members body = Members.of(value, "", known);
    boolean byIds = body.has("ids");
    if (byIds == body.has("filter")) {
      throw body.wrong("either 'ids' or 'filter' is expected");
    }
    return new Selection(
        byIds ? ids(body) : null,
        byIds ? null : filter(body),
        body.integer("ratePerSecond", 1, FASTEST),
        body.text("reason", Function.identity()));
  }

  private static Set<UUID> ids(Members body) {
    JsonNode list = body.get("ids");
    if (list == null || !list.isArray() || list.isEmpty() || list.size() > MOST_IDS) {
      throw body.wrong("ids", "an array of 1 to " + MOST_IDS + " ids is expected");
    }
    return new LinkedHashSet<>(body.texts("ids", MOST_IDS, Selection::id));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the id of a dead letter is expected", e);
    }
  }

  private static DeadLetterFilter filter(Members body) {
    Members members = body.object("filter", FILTERS);
    var filter =
        new DeadLetterFilter(
            members.text("type", TaskType::new),
            members.text("reason", Function.identity()),
            members.text("taskId", TaskId::parse),
            members.text("from", Values::time),
            members.text("to", Values::time));
    if (filter.isEmpty()) {
      throw members.wrong("an empty filter means every letter there is; give one of " + FILTERS);
    }
    return filter;
  }
}
