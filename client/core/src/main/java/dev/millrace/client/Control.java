package dev.millrace.client;

import dev.millrace.client.problem.Problem;
import dev.millrace.client.task.TaskStatus;

/// What can be asked of a task.
enum Control {
  CANCEL("DELETE", ""),
  PAUSE("POST", "/pause"),
  RESUME("POST", "/resume"),
  REDRIVE("POST", "/retry");

  private final String method;
  private final String path;

  Control(String method, String path) {
    this.method = method;
    this.path = path;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  /// Whether it may be asked twice, where the first time was not answered. A second redrive could
  /// run a task again that has ended meanwhile.
  boolean isRepeatable() {
    return this != REDRIVE;
  }

  /// Whether a refusal says that the task is where this would bring it.
  boolean isReached(Problem refusal) {
    TaskStatus status = TaskStatus.parse(refusal.document().path("taskStatus").asString(""));
    return refusal.is("state-forbids")
        && switch (this) {
          case CANCEL -> status == TaskStatus.CANCELLED || status == TaskStatus.CANCELLING;
          case PAUSE -> status == TaskStatus.PAUSED;
          case RESUME -> status != TaskStatus.PAUSED && !status.isFinal();
          case REDRIVE -> false;
        };
  }
}
