package dev.millrace.jobs.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads projects and their builds. How an unfinished build stands is its task's row's to say.
final class ProjectQueries {

  private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled", "timeout");

  private static final String BUILD =
      """
      b.task_id, b.version, b.state, b.engine, b.nodes, b.edges, b.begun_at, b.ended_at,
        t.state as task_state
      """;

  private static final String PROJECT =
      """
      select p.id, p.name, p.user_id, p.active_version, p.created_at, p.updated_at,
        a.nodes as active_nodes, a.edges as active_edges,
      """
          + BUILD
          + """
          from millrace_graph.project p
          join millrace_graph.graph_build b on b.project = p.id and b.version = p.last_version
          left join millrace_graph.graph_task t on t.task_id = b.task_id
          left join millrace_graph.graph_build a on a.project = p.id and a.version = p.active_version
          """;

  private final JdbcClient database;

  ProjectQueries(JdbcClient database) {
    this.database = database;
  }

  Optional<Views.Project> one(String user, String id) {
    return database
        .sql(PROJECT + "where p.user_id = ? and p.name = ?")
        .params(user, id)
        .query(ProjectQueries::project)
        .optional();
  }

  /// Newest first.
  List<Views.Project> before(String user, long row, int limit) {
    return database
        .sql(PROJECT + "where p.user_id = ? and p.id < ? order by p.id desc limit ?")
        .params(user, row, limit)
        .query(ProjectQueries::project)
        .list();
  }

  /// Newest first.
  List<Views.Build> builds(long project, long version, int limit) {
    return database
        .sql(
            "select "
                + BUILD
                + """
                from millrace_graph.graph_build b left join millrace_graph.graph_task t on t.task_id = b.task_id
                where b.project = ? and b.version < ? order by b.version desc limit ?
                """)
        .params(project, version, limit)
        .query(ProjectQueries::build)
        .list();
  }

  private static Views.Project project(ResultSet row, int number) throws SQLException {
    Views.Build last = build(row, number);
    Integer active = row.getObject("active_version", Integer.class);
    return new Views.Project(
        row.getLong("id"),
        row.getString("name"),
        row.getString("user_id"),
        status(last, active),
        active,
        row.getObject("active_nodes", Integer.class),
        row.getObject("active_edges", Integer.class),
        time(row, "created_at"),
        time(row, "updated_at"),
        last);
  }

  private static String status(Views.Build last, @Nullable Integer active) {
    if (!ENDED.contains(last.status())) {
      return "building";
    }
    return active == null ? last.status() : "ready";
  }

  private static Views.Build build(ResultSet row, int number) throws SQLException {
    String state = row.getString("state");
    return new Views.Build(
        row.getObject("task_id", UUID.class),
        row.getInt("version"),
        status(state, row.getString("task_state")),
        state.equals("active"),
        row.getString("engine"),
        row.getInt("nodes"),
        row.getInt("edges"),
        time(row, "begun_at"),
        row.getObject("ended_at") == null ? null : time(row, "ended_at"));
  }

  /// @param task the task's state in the run store; null when that has forgotten it
  private static String status(String build, @Nullable String task) {
    return switch (build) {
      case "building" -> task == null ? "failed" : task;
      case "active", "replaced", "removed" -> "completed";
      default -> build;
    };
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
