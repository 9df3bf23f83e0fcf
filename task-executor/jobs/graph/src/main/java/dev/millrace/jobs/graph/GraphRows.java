package dev.millrace.jobs.graph;

import org.springframework.jdbc.core.simple.JdbcClient;

/// The nodes and edges of one version, merged from what its parts hold.
///
/// The same parts give the same rows with the same ids: the most mentioned node is 1, so is the
/// edge that most sentences speak of.
final class GraphRows {

  private GraphRows() {}

  static int storeNodes(Build build, JdbcClient database) {
    return database
        .sql(
            """
            insert into millrace_graph.graph_node (project, version, id, key, name, kind, mentions)
            select project, version, row_number() over (order by mentions desc, key collate "C"),
              key, name, kind, mentions
            from (
              select project, version, key, (array_agg(name order by chunk, position))[1] as name,
                coalesce(mode() within group (order by kind) filter (where kind <> 'term'), 'term')
                  as kind,
                sum(mentions) as mentions
              from millrace_graph.graph_mention where project = ? and version = ?
              group by project, version, key) merged
            """)
        .params(build.project(), build.version())
        .update();
  }

  static int storeEdges(Build build, JdbcClient database) {
    return database
        .sql(
            """
            insert into millrace_graph.graph_edge
              (project, version, id, source, relation, target, weight, quote, page, paragraph)
            select project, version,
              row_number() over (order by weight desc, s.id, t.id, relation collate "C"),
              s.id, relation, t.id, weight, quote[1], page[1], paragraph[1]
            from (
              select project, version, source, relation, target, count(*) as weight,
                array_agg(quote order by chunk, position) filter (where quote is not null) as quote,
                array_agg(page order by chunk, position) filter (where quote is not null) as page,
                array_agg(paragraph order by chunk, position) filter (where quote is not null)
                  as paragraph
              from millrace_graph.graph_claim where project = ? and version = ?
              group by project, version, source, relation, target) merged
            join millrace_graph.graph_node s using (project, version)
            join millrace_graph.graph_node t using (project, version)
            where s.key = merged.source and t.key = merged.target
            """)
        .params(build.project(), build.version())
        .update();
  }

  static void removeNodes(Build build, JdbcClient database) {
    remove("graph_node", build, database);
  }

  static void removeEdges(Build build, JdbcClient database) {
    remove("graph_edge", build, database);
  }

  private static void remove(String table, Build build, JdbcClient database) {
    database
        .sql("delete from millrace_graph." + table + " where project = ? and version = ?")
        .params(build.project(), build.version())
        .update();
  }
}
