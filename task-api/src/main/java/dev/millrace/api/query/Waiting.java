package dev.millrace.api.query;

import dev.millrace.api.pause.TypePause;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Why a task is not running though it has not ended:
/// `{"reason":"backoff","until":"...","by":null,"position":null,"message":"..."}`, or null where it
/// does not wait. The position, from 1, is that among the tasks of its user, type and priority.
///
/// The reasons are `schedule`, `queue`, `backoff`, `pause` and, of a pending task whose type is
/// paused, `type`.
final class Waiting {

  private Waiting() {}

  static void write(
      JsonGenerator json,
      TaskStatus status,
      @Nullable Instant until,
      @Nullable String actor,
      @Nullable TypePause type,
      QueuePosition queue) {
    String at = until == null ? "its time" : until.toString();
    switch (status) {
      case SCHEDULED -> write(json, "schedule", until, null, null, "scheduled for " + at);
      case PENDING -> {
        if (type == null) {
          write(json, "queue", null, null, queue.position(), queue.message());
        } else {
          String message = "type paused by " + said(type.by(), type.reason());
          write(json, "type", null, type.by(), queue.position(), message);
        }
      }
      case RETRY -> write(json, "backoff", until, null, null, "backoff until " + at);
      case PAUSED -> {
        Actor by = actor == null ? null : new Json(actor).as(Actor.class);
        String user = by == null ? "somebody" : by.user().value();
        String reason = by == null ? null : by.reason();
        write(json, "pause", null, user, null, "paused by " + said(user, reason));
      }
      case RUNNING, CANCELLING, COMPENSATING, COMPLETED, FAILED, CANCELLED, TIMEOUT ->
          json.writeNull();
    }
  }

  private static String said(String user, @Nullable String reason) {
    return reason == null ? user : user + ": " + reason;
  }

  private static void write(
      JsonGenerator json,
      String reason,
      @Nullable Instant until,
      @Nullable String by,
      @Nullable Integer position,
      String message) {
    json.writeStartObject();
    json.writeStringProperty("reason", reason);
    json.writePOJOProperty("until", until == null ? null : until.toString());
    json.writePOJOProperty("by", by);
    json.writePOJOProperty("position", position);
    json.writeStringProperty("message", message);
    json.writeEndObject();
  }
}
