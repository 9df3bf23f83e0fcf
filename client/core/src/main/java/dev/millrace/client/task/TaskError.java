package dev.millrace.client.task;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Why the last attempt of a task did not succeed.
///
/// @param code a stable word for programs, such as `bad-input`
/// @param message for people
/// @param retryable whether another attempt may end differently
public record TaskError(String code, String message, boolean retryable) {

  static @Nullable TaskError read(JsonNode json) {
    return json.isObject()
        ? new TaskError(
            json.path("code").asString("unknown"),
            json.path("message").asString(""),
            json.path("retryable").asBoolean(false))
        : null;
  }
}
