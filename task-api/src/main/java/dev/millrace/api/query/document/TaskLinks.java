package dev.millrace.api.query.document;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.events.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Where a client can go from a task: to itself, its history, its stream, its parameters where they
/// are null, its result, and whatever its state allows to do with it.
/// `{"cancel":{"method":"DELETE","href":"/api/tasks/..."}, ...}`
///
/// The addresses are those of the service itself; see [#below].
public record TaskLinks(@JsonValue Map<String, Link> byName) {

  /// An address, and the HTTP method for it.
  public record Link(String method, String href) {}

  /// The links of a task that stands alone.
  static TaskLinks alone(TaskMembers task) {
    String self = self(task.id());
    Map<String, Link> links = new LinkedHashMap<>();
    links.put("self", get(self));
    links.put("events", get(self + "/events"));
    links.put("stream", get(self + "/stream"));
    if (task.parameters() == null) {
      links.put("parameters", get(self + "/parameters"));
    }
    if (task.status() == TaskStatus.COMPLETED) {
      links.put("result", get(self + "/result"));
    }
    for (TaskAction action : TaskAction.possible(task.status(), task.attempt())) {
      links.put(action.verb(), new Link(action.method(), self + action.path()));
    }
    return new TaskLinks(links);
  }

  /// The links of a task in a list: to itself, and to what the list leaves out.
  static TaskLinks listed(TaskMembers task) {
    String self = self(task.id());
    Map<String, Link> links = new LinkedHashMap<>();
    links.put("self", get(self));
    if (task.parameters() == null) {
      links.put("parameters", get(self + "/parameters"));
    }
    if (task.resultBytes() != null) {
      links.put("result", get(self + "/result"));
    }
    return new TaskLinks(links);
  }

  /// The same for clients that reach the service below a path.
  TaskLinks below(String path) {
    Map<String, Link> below = new LinkedHashMap<>();
    byName.forEach((name, link) -> below.put(name, new Link(link.method(), path + link.href())));
    return new TaskLinks(below);
  }

  private static String self(UUID task) {
    return "/api/tasks/" + task;
  }

  private static Link get(String address) {
    return new Link("GET", address);
  }
}
