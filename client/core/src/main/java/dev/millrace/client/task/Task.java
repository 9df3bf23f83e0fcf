package dev.millrace.client.task;

import dev.millrace.client.problem.BadAnswerException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A task as the service shows it.
///
/// @param error of the last attempt; null where none has failed
/// @param attempt attempts begun so far
/// @param document the whole, as it came: the OpenAPI document describes it
public record Task(
    UUID id,
    String type,
    TaskStatus status,
    @Nullable Progress progress,
    @Nullable TaskError error,
    int attempt,
    Instant createdAt,
    JsonNode document) {

  /// Reads a task from JSON. Members that this client does not know are in the document alone.
  ///
  /// @throws BadAnswerException where it is none
  public static Task read(JsonNode json) {
    try {
      return new Task(
          UUID.fromString(text(json, "id")),
          text(json, "type"),
          TaskStatus.parse(text(json, "status")),
          Progress.read(json.path("progress")),
          TaskError.read(json.path("error")),
          json.path("attempt").asInt(0),
          Instant.parse(text(json, "createdAt")),
          json);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new BadAnswerException("The answer is no task: " + e.getMessage(), e);
    }
  }

  private static String text(JsonNode json, String name) {
    if (!json.path(name).isString()) {
      throw new IllegalArgumentException("its " + name + " is missing");
    }
    return json.path(name).stringValue();
  }

  /// Without parameters and result, which may be nobody's business.
  @Override
  public String toString() {
    return "Task[" + id + ", " + type + ", " + status.word() + "]";
  }
}
