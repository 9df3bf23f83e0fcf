package dev.millrace.jobs.project;

import dev.millrace.http.problem.ProblemKind;

/// How requests for projects and graphs are refused, beside the ways that all requests are.
public enum ProjectProblem implements ProblemKind {
  UNKNOWN_PROJECT(404, "No such project"),
  NO_GRAPH(404, "The project has no graph"),
  GRAPH_REPLACED(410, "The graph was replaced");

  private final int status;
  private final String title;

  ProjectProblem(int status, String title) {
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
