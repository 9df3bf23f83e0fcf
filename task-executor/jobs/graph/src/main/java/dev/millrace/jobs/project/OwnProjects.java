package dev.millrace.jobs.project;

import dev.millrace.access.Caller;
import dev.millrace.http.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which projects a caller may see: their own; operators name the owner by `userId`, or mean
/// themselves.
final class OwnProjects {

  private final ProjectQueries projects;

  OwnProjects(ProjectQueries projects) {
    this.projects = projects;
  }

  /// Whose projects are asked for; empty for somebody else's.
  static Optional<String> owner(HttpServletRequest request, @Nullable String userId) {
    return switch (Caller.of(request)) {
      case Caller.Operator operator ->
          Optional.of(userId == null ? operator.user().value() : userId);
      case Caller.User user ->
          Optional.of(user.user().value()).filter(own -> userId == null || own.equals(userId));
    };
  }

  Views.Project one(HttpServletRequest request, String id, @Nullable String userId) {
    return owner(request, userId)
        .flatMap(user -> projects.one(user, id))
        .orElseThrow(() ->
            Problem.of(
                    ProjectProblem.UNKNOWN_PROJECT,
                    "There is no project '" + id + "'. The first graph task of a project makes it.")
                .asException());
  }
}
