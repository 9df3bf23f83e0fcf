package dev.millrace.jobs;

import dev.millrace.http.problem.ProblemKind;
import dev.millrace.jobs.monster.MonsterProblem;
import dev.millrace.jobs.project.ProjectProblem;
import dev.millrace.openapi.ApiDescription;
import java.util.stream.Stream;

/// The document of an executor with all shipped jobs.
public final class ExecutorDocument {

  private ExecutorDocument() {}

  public static ApiDescription description() {
    return ApiDescription.of(
        "task-executor",
        Stream.of(MonsterProblem.values(), ProjectProblem.values())
            .flatMap(Stream::of)
            .toArray(ProblemKind[]::new));
  }
}
