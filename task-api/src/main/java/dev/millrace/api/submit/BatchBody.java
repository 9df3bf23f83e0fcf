package dev.millrace.api.submit;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of a batch: `{items: [parameters, ...], onFailure: "continue" or "stop"}`.
///
/// @param items the parameters of each child, at least one
/// @param onFailure what a failed child means for the others; `continue` unless said otherwise
record BatchBody(List<JsonNode> items, String onFailure) {

  private static final String ITEMS = "items";
  private static final String ON_FAILURE = "onFailure";
  private static final List<String> NAMES = List.of(ITEMS, ON_FAILURE);
  private static final List<String> CHOICES = List.of("continue", "stop");

  /// Reads a body.
  ///
  /// @param most items that a batch may have
  /// @throws ProblemException naming the place that is wrong
  static BatchBody read(JsonNode body, int most) {
    if (!body.isObject()) {
      throw wrong("", "a JSON object with the member 'items' is expected");
    }
    for (String name : body.propertyNames()) {
      if (!NAMES.contains(name)) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        throw wrong(pointer, "there is no such member; known are " + NAMES);
      }
    }
    JsonNode items = body.get(ITEMS);
    if (items == null || !items.isArray() || items.isEmpty()) {
      throw wrong("/" + ITEMS, "an array of at least one task's parameters is expected");
    }
    if (items.size() > most) {
      throw Problem.of(ProblemType.TOO_LARGE, "A batch has at most " + most + " items")
          .with("limit", most)
          .asException();
    }
    return new BatchBody(items.valueStream().toList(), onFailure(body.get(ON_FAILURE)));
  }

  private static String onFailure(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return CHOICES.getFirst();
    }
    if (!value.isString() || !CHOICES.contains(value.stringValue())) {
      throw wrong("/" + ON_FAILURE, "one of " + CHOICES + " is expected");
    }
    return value.stringValue();
  }

  private static ProblemException wrong(String pointer, String what) {
    return Problem.of(
            ProblemType.MALFORMED_JSON, "The batch is wrong at '" + pointer + "': " + what)
        .withErrors(List.of(new Problem.FieldError(pointer, what)))
        .asException();
  }
}
