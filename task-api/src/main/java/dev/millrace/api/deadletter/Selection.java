package dev.millrace.api.deadletter;

import dev.millrace.api.input.StrictJson;
import dev.millrace.api.input.Values;
import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
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
    @Nullable LetterFilter filter,
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
    Selection selection = read(body, List.of("ids", "filter", "reason"));
    if (selection.reason() == null || selection.reason().isBlank()) {
      throw wrong("/reason", "a reason is required, such as \"fixed by hand\"");
    }
    return selection;
  }

  private static Selection read(JsonNode body, List<String> members) {
    requireObject(body, "", members);
    boolean byIds = body.hasNonNull("ids");
    if (byIds == body.hasNonNull("filter")) {
      throw wrong("", "either 'ids' or 'filter' is expected");
    }
    return new Selection(
        byIds ? ids(body.get("ids")) : null,
        byIds ? null : filter(body.get("filter")),
        rate(body.get("ratePerSecond")),
        text(body, "", "reason", Function.identity()));
  }

  private static Set<UUID> ids(JsonNode list) {
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_IDS) {
      throw wrong("/ids", "an array of 1 to " + MOST_IDS + " ids is expected");
    }
    Set<UUID> ids = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      try {
        ids.add(UUID.fromString(list.get(i).asString("")));
      } catch (IllegalArgumentException e) {
        throw wrong("/ids/" + i, "the id of a dead letter is expected");
      }
    }
    return ids;
  }

  private static LetterFilter filter(JsonNode members) {
    requireObject(members, "/filter", FILTERS);
    var filter =
        new LetterFilter(
            text(members, "/filter", "type", TaskType::new),
            text(members, "/filter", "reason", Function.identity()),
            text(members, "/filter", "taskId", TaskId::parse),
            text(members, "/filter", "from", Selection::time),
            text(members, "/filter", "to", Selection::time));
    if (filter.isEmpty()) {
      throw wrong("/filter", "an empty filter means every letter there is; give one of " + FILTERS);
    }
    return filter;
  }

  static Instant time(String text) {
    return Values.time(text);
  }

  private static @Nullable Integer rate(@Nullable JsonNode rate) {
    if (rate == null || rate.isNull()) {
      return null;
    }
    if (!rate.isInt() || rate.intValue() < 1 || rate.intValue() > FASTEST) {
      throw wrong("/ratePerSecond", "a whole number from 1 to " + FASTEST + " is expected");
    }
    return rate.intValue();
  }

  private static <T> @Nullable T text(
      JsonNode parent, String pointer, String name, Function<String, T> read) {
    JsonNode value = parent.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString() || !StrictJson.isWellFormed(value.stringValue())) {
      throw wrong(pointer + "/" + name, "a string is expected");
    }
    try {
      return read.apply(value.stringValue());
    } catch (IllegalArgumentException e) {
      throw wrong(pointer + "/" + name, String.valueOf(e.getMessage()));
    }
  }

  private static void requireObject(JsonNode value, String pointer, List<String> members) {
    if (!value.isObject()) {
      throw wrong(pointer, "an object with members out of " + members + " is expected");
    }
    List<String> unknown = new ArrayList<>(value.propertyNames());
    unknown.removeAll(members);
    if (!unknown.isEmpty()) {
      throw wrong(
          pointer + "/" + unknown.getFirst().replace("~", "~0").replace("/", "~1"),
          "known members are " + members);
    }
  }

  private static ProblemException wrong(String pointer, String what) {
    return Problem.of(ProblemType.MALFORMED_JSON, "The body is wrong at '" + pointer + "': " + what)
        .withErrors(List.of(new Problem.FieldError(pointer, what)))
        .asException();
  }
}
