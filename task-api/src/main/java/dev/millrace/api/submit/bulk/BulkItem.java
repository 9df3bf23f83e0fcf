package dev.millrace.api.submit.bulk;

import dev.millrace.api.submit.commit.SubmissionOptions;
import dev.millrace.events.task.Priority;
import dev.millrace.http.input.Values;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// One task of a bulk: `{type, parameters, ...}` with the options of a single call as members.
record BulkItem(String type, JsonNode parameters, SubmissionOptions options) {

  private static final String TYPE = "type";
  private static final String PARAMETERS = "parameters";
  private static final List<String> NAMES = names();

  /// Reads an item; parameters that are left out are an empty object.
  ///
  /// @throws ProblemException naming every member that is unknown or wrong
  static BulkItem read(JsonNode item) {
    if (!item.isObject()) {
      throw problem(List.of(new Problem.FieldError("", "an item is a JSON object")));
    }
    var reader = new Members(item, new ArrayList<>());
    String type = reader.text(TYPE, Function.identity());
    if (type == null) {
      reader.wrong(TYPE, "is required");
    }
    var options =
        new SubmissionOptions(
            reader.text(SubmissionOptions.PRIORITY, Priority::parse),
            reader.integer(SubmissionOptions.MAX_RETRIES, SubmissionOptions.MOST_RETRIES),
            reader.text(SubmissionOptions.TIMEOUT, Values::duration),
            reader.text(SubmissionOptions.RUN_AT, Values::time),
            reader.text(SubmissionOptions.PROJECT_ID, Values::projectId));
    for (String name : item.propertyNames()) {
      if (!NAMES.contains(name)) {
        reader.wrong(name, "there is no such member; known are " + NAMES);
      }
    }
    if (type == null || !reader.errors().isEmpty()) {
      throw problem(reader.errors());
    }
    JsonNode parameters = item.get(PARAMETERS);
    return new BulkItem(
        type, parameters == null ? JsonNodeFactory.instance.objectNode() : parameters, options);
  }

  private static ProblemException problem(List<Problem.FieldError> errors) {
    return Problem.of(
            ProblemType.MALFORMED_JSON,
            "The item is wrong at "
                + errors.getFirst().pointer()
                + ": "
                + errors.getFirst().message())
        .withErrors(errors)
        .asException();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(TYPE, PARAMETERS));
    names.addAll(SubmissionOptions.NAMES);
    return List.copyOf(names);
  }

  /// Reads the members of one object and collects what is wrong with them.
  private record Members(JsonNode item, List<Problem.FieldError> errors) {

    <T> @Nullable T text(String name, Function<String, T> read) {
      JsonNode value = item.get(name);
      if (value == null || value.isNull()) {
        return null;
      }
      if (!value.isString()) {
        wrong(name, "a string is expected");
        return null;
      }
      try {
        return read.apply(value.stringValue());
      } catch (IllegalArgumentException e) {
        wrong(name, e.getMessage());
        return null;
      }
    }

    @Nullable Integer integer(String name, int most) {
      JsonNode value = item.get(name);
      if (value == null || value.isNull()) {
        return null;
      }
      if (!value.isIntegralNumber() || !value.canConvertToInt()) {
        wrong(name, "a whole number from 0 to " + most + " is expected");
        return null;
      }
      try {
        return Values.integer(value.asString(), 0, most);
      } catch (IllegalArgumentException e) {
        wrong(name, e.getMessage());
        return null;
      }
    }

    void wrong(String name, @Nullable String what) {
      String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
      errors.add(new Problem.FieldError(pointer, what == null ? "is wrong" : what));
    }
  }
}
