package dev.millrace.jobs.monster;

import dev.millrace.http.problem.ProblemKind;

/// How requests for monsters are refused, beside the ways that all requests are.
public enum MonsterProblem implements ProblemKind {
  UNKNOWN_MONSTER(404, "No such monster"),
  TOO_MANY_MONSTERS(422, "More monsters than there may be"),
  TOO_MANY_TAGS(422, "More tags than there may be");

  private final int status;
  private final String title;

  MonsterProblem(int status, String title) {
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
