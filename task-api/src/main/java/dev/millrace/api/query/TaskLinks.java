package dev.millrace.api.query;

import dev.millrace.events.task.TaskStatus;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/// Where a client can go from a task: to itself, its history, its stream, its stored parameters,
/// its result, and whatever its state allows to do with it.
/// `{"cancel":{"method":"DELETE","href":"/api/tasks/..."}, ...}`
///
/// The addresses are those of the service itself; see [TaskDocument#below].
final class TaskLinks {

  private TaskLinks() {}

  static void write(JsonGenerator json, UUID id, TaskStatus status, boolean large) {
    String self = "/api/tasks/" + id;
    json.writeStartObject();
    link(json, "self", "GET", self);
    link(json, "events", "GET", self + "/events");
    link(json, "stream", "GET", self + "/stream");
    if (large) {
      link(json, "parameters", "GET", self + "/parameters");
    }
    if (status == TaskStatus.COMPLETED) {
      link(json, "result", "GET", self + "/result");
    }
    for (TaskAction action : TaskAction.possible(status)) {
      link(json, action.verb(), action.method(), self + action.path());
    }
    json.writeEndObject();
  }

  /// What a task in a list leads to: itself, and what the list leaves out.
  static void writeBriefly(JsonGenerator json, UUID id, boolean parameters, boolean result) {
    String self = "/api/tasks/" + id;
    json.writeStartObject();
    link(json, "self", "GET", self);
    if (parameters) {
      link(json, "parameters", "GET", self + "/parameters");
    }
    if (result) {
      link(json, "result", "GET", self + "/result");
    }
    json.writeEndObject();
  }

  private static void link(JsonGenerator json, String name, String method, String address) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("method", method);
    json.writeStringProperty("href", address);
    json.writeEndObject();
  }
}
