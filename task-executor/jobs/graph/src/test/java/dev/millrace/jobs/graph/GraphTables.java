package dev.millrace.jobs.graph;

import dev.millrace.executor.testkit.database.JobDatabase;
import dev.millrace.testinfra.Infra;

/// A database of graphs, and what a test sees of all projects, whoever wrote it.
final class GraphTables extends JobDatabase {

  GraphTables(Infra infra) {
    super(infra.newDatabase("graph").dataSource(), GraphConfiguration.TABLES);
  }

  void empty() {
    sql()
        .sql(
            """
            truncate millrace_graph.project, millrace_graph.graph_build,
              millrace_graph.graph_chunk, millrace_graph.graph_mention,
              millrace_graph.graph_claim, millrace_graph.graph_node,
              millrace_graph.graph_edge restart identity
            """)
        .update();
  }

  /// All rows, without what differs between two worlds: keys of projects, and times.
  String rows() {
    return text(
        """
        select string_agg(line, E'\\n' order by line) from (
          select 'project ' || name || ' active ' || coalesce(active_version::text, 'none')
            || ' of ' || last_version as line from millrace_graph.project
          union all select 'build ' || version || ' ' || state || ' ' || nodes || ' ' || edges
            || ' ' || (ended_at is not null) from millrace_graph.graph_build
          union all select 'chunk ' || (to_jsonb(c) - 'project')::text from millrace_graph.graph_chunk c
          union all select 'mention ' || (to_jsonb(m) - 'project')::text from millrace_graph.graph_mention m
          union all select 'claim ' || (to_jsonb(c) - 'project')::text from millrace_graph.graph_claim c
          union all select 'node ' || (to_jsonb(n) - 'project')::text from millrace_graph.graph_node n
          union all select 'edge ' || (to_jsonb(e) - 'project')::text from millrace_graph.graph_edge e) all_rows
        """);
  }

  /// The names of the nodes that readers see, most mentioned first.
  String visible() {
    return text(
        """
        select coalesce(string_agg(n.name, ',' order by n.id), 'nothing')
        from millrace_graph.project p join millrace_graph.graph_node n on n.project = p.id and n.version = p.active_version
        """);
  }

  private String text(String sql) {
    return sql().sql(sql).query(String.class).single();
  }
}
