package dev.millrace.api.problem;

import dev.millrace.http.problem.ProblemKind;

/// The kinds of refusal that only task-api has.
public enum TaskProblem implements ProblemKind {
  BAD_IDEMPOTENCY_KEY(400, "The Idempotency-Key is not one"),
  UNKNOWN_TYPE(404, "No such task type"),
  UNKNOWN_TASK(404, "No such task"),
  NO_RESULT(404, "The task has no result"),
  STATE_FORBIDS(409, "The task's state does not allow it"),
  KEY_IN_FLIGHT(409, "The same is being submitted just now"),
  PRECONDITION_FAILED(412, "The task is not as the request has it"),
  UNSUPPORTED_FILE(415, "Not a kind of file that is read here"),
  UNUSABLE_FILE(422, "The file cannot be used"),
  INVALID_PARAMETERS(422, "The parameters do not fit the task type"),
  KEY_REUSED(422, "The Idempotency-Key belongs to another request"),
  TYPE_UNAVAILABLE(503, "The task type takes no new tasks now"),
  CATALOGUE_NOT_READ(503, "The task types are not known yet");

  private final int status;
  private final String title;

  TaskProblem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
