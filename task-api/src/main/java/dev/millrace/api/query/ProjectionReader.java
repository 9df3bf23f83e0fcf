package dev.millrace.api.query;

import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads what else than tasks the projection has, through the same pool and the same read-only
/// role.
public final class ProjectionReader {

  private final ProjectedTasks projected;

  ProjectionReader(ProjectedTasks projected) {
    this.projected = projected;
  }

  /// Reads.
  ///
  /// @param nothingFoldedYet the answer of a projection that never ran
  /// @throws dev.millrace.http.problem.ProblemException when it cannot be reached
  public <T> T read(Function<JdbcClient, T> read, T nothingFoldedYet) {
    return projected.read(read, nothingFoldedYet);
  }
}
