package dev.millrace.jobs.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads one version of a graph.
final class GraphQueries {

  private final JdbcClient database;

  GraphQueries(JdbcClient database) {
    this.database = database;
  }

  /// What tells the list of a project's nodes from others, for its cursors.
  static String nodesOf(String project) {
    return "nodes " + project;
  }

  /// The same for its edges.
  static String edgesOf(String project) {
    return "edges " + project;
  }

  /// Whether the rows of a version are all there: it is active, or was until the last activation.
  boolean isReadable(long project, long version) {
    return database
        .sql(
            """
            select exists (select from millrace_graph.graph_build
              where project = ? and version = ? and state in ('active', 'replaced'))
            """)
        .params(project, version)
        .query(Boolean.class)
        .single();
  }

  Views.Graph graph(
      Views.Project project, int version, Page<Views.Node> nodes, Page<Views.Edge> edges) {
    return database
        .sql(
            """
            select task_id, engine, language, characters, ended_at, nodes, edges
            from millrace_graph.graph_build where project = ? and version = ?
            """)
        .params(project.row(), version)
        .query((row, _) ->
            new Views.Graph(
                project.id(),
                version,
                row.getObject("task_id", UUID.class),
                row.getString("engine"),
                row.getString("language"),
                row.getLong("characters"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                row.getInt("nodes"),
                row.getInt("edges"),
                nodes,
                edges))
        .single();
  }

  Page<Views.Node> nodes(Views.Project project, Place from, int limit) {
    List<Views.Node> found =
        database
            .sql(
                """
                select id, name, kind, mentions from millrace_graph.graph_node
                where project = ? and version = ? and id > ? order by id limit ?
                """)
            .params(project.row(), from.of(), from.at(), limit + 1)
            .query((row, _) ->
                new Views.Node(row.getInt(1), row.getString(2), row.getString(3), row.getInt(4)))
            .list();
    return Page.of(
        found, limit, node -> new Place(from.of(), node.id()).cursor(nodesOf(project.id())));
  }

  Page<Views.Edge> edges(Views.Project project, Place from, int limit) {
    List<Views.Edge> found =
        database
            .sql(
                """
                select id, source, relation, target, weight, quote, page, paragraph from millrace_graph.graph_edge
                where project = ? and version = ? and id > ? order by id limit ?
                """)
            .params(project.row(), from.of(), from.at(), limit + 1)
            .query((row, _) ->
                new Views.Edge(
                    row.getInt("id"),
                    row.getInt("source"),
                    row.getString("relation"),
                    row.getInt("target"),
                    row.getInt("weight"),
                    row.getString("quote"),
                    where(row)))
            .list();
    return Page.of(
        found, limit, edge -> new Place(from.of(), edge.id()).cursor(edgesOf(project.id())));
  }

  private static Views.@Nullable Where where(ResultSet row) throws SQLException {
    Integer paragraph = row.getObject("paragraph", Integer.class);
    return paragraph == null
        ? null
        : new Views.Where(row.getObject("page", Integer.class), paragraph);
  }
}
