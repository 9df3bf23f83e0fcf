package dev.millrace.api.submit.bulk;

import dev.millrace.http.input.JsonItems;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The body of a batch: `{items: [parameters, ...], onFailure: "continue" or "stop"}`.
///
/// @param items how many children it has, at least one
/// @param onFailure what a failed child means for the others; `continue` unless said otherwise
record BatchBody(int items, String onFailure) {

  private static final String ITEMS = "items";
  private static final String ON_FAILURE = "onFailure";
  private static final List<String> NAMES = List.of(ITEMS, ON_FAILURE);
  private static final List<String> CHOICES = List.of("continue", "stop");

  /// Reads a body, no further than the first item beyond what there may be.
  ///
  /// @param most items that a batch may have
  /// @param each takes the parameters of each child, in order
  /// @throws ProblemException naming the place that is wrong
  static BatchBody read(InputStream body, int most, Consumer<JsonNode> each) {
    var counted = new Counted(most, each);
    Map<String, JsonNode> others = JsonItems.object(body, ITEMS, NAMES, counted);
    String onFailure = onFailure(others.get(ON_FAILURE));
    if (counted.items == 0) {
      throw wrong("/" + ITEMS, "an array of at least one task's parameters is expected");
    }
    return new BatchBody(counted.items, onFailure);
  }

  private static final class Counted implements Consumer<JsonNode> {

    private final int most;
    private final Consumer<JsonNode> each;
    private int items;

    private Counted(int most, Consumer<JsonNode> each) {
      this.most = most;
      this.each = each;
    }

    @Override
    public void accept(JsonNode item) {
      if (items == most) {
        throw Problem.of(ProblemType.TOO_LARGE, "A batch has at most " + most + " items")
            .with("limit", most)
            .asException();
      }
      items++;
      each.accept(item);
    }
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
