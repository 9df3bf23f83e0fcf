package dev.millrace.client;

import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.type.TaskType;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Parameters and results as JSON, by the types of their task type.
record TaskJson(JsonMapper json) {

  /// The body of a submission.
  ///
  /// @throws IllegalArgumentException where Jackson cannot write the parameters
  String parameters(TaskType<?, ?> type, @Nullable Object parameters) {
    if (parameters == null) {
      return "{}";
    }
    try {
      return json.writerFor(json.constructType(type.parametersType()))
          .writeValueAsString(parameters);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "The parameters of a " + type + " cannot be written as JSON", e);
    }
  }

  /// The body of a bulk.
  String bulk(TaskType<?, ?> type, Iterable<?> parameters, Map<String, Object> options) {
    ArrayNode items = json.createArrayNode();
    for (Object one : parameters) {
      ObjectNode item = items.addObject();
      item.put("type", type.name());
      item.putRawValue("parameters", new RawValue(parameters(type, one)));
      options.forEach(item::putPOJO);
    }
    return json.writeValueAsString(items);
  }

  /// A result as the type has it.
  ///
  /// @throws BadAnswerException where it does not fit
  @SuppressWarnings({"unchecked", "NullAway"}) // The task type holds both; nothing is null there.
  <R extends @Nullable Object> R result(JsonNode result, TaskType<?, R> type) {
    Type wanted = type.resultType();
    if (wanted == Void.class || result.isNull() || result.isMissingNode()) {
      return null;
    }
    try {
      return (R) json.readerFor(json.constructType(wanted)).readValue(result);
    } catch (JacksonException e) {
      throw new BadAnswerException(
          "The result of the " + type + " does not fit " + wanted.getTypeName(), e);
    }
  }
}
