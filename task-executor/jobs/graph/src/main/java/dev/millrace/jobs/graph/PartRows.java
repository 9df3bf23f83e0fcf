package dev.millrace.jobs.graph;

import dev.millrace.events.stored.Json;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.document.Passage;
import dev.millrace.jobs.graph.extract.Extraction;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The parts of a build, and what was found in them. All of it goes when the build is over.
final class PartRows {

  private PartRows() {}

  static Chunk chunk(Build build, int chunk, JdbcClient database) {
    String passages =
        database
            .sql(
                "select passages from millrace_graph.graph_chunk where project = ? and version = ? and chunk = ?")
            .params(build.project(), build.version(), chunk)
            .query(String.class)
            .single();
    return new Chunk(chunk, List.of(new Json(passages).as(Passage[].class)));
  }

  static Part store(Build build, int chunk, Extraction found, JdbcClient database) {
    database
        .sql(
            """
            insert into millrace_graph.graph_mention (project, version, chunk, position, key, name, kind, mentions)
            select ?, ?, ?, i, m ->> 'key', m ->> 'name', m ->> 'kind', (m ->> 'mentions')::int
            from json_array_elements(?::json) with ordinality as found(m, i)
            """)
        .params(build.project(), build.version(), chunk, Json.of(found.mentions()).text())
        .update();
    database
        .sql(
            """
            insert into millrace_graph.graph_claim (project, version, chunk, position, source, relation, target,
              quote, page, paragraph)
            select ?, ?, ?, i, c ->> 'source', c ->> 'relation', c ->> 'target', c ->> 'quote',
              (c ->> 'page')::int, (c ->> 'paragraph')::int
            from json_array_elements(?::json) with ordinality as found(c, i)
            """)
        .params(build.project(), build.version(), chunk, Json.of(found.claims()).text())
        .update();
    return Part.of(found);
  }

  static void remove(Build build, int chunk, JdbcClient database) {
    for (String table : List.of("graph_mention", "graph_claim")) {
      database
          .sql(
              "delete from millrace_graph."
                  + table
                  + " where project = ? and version = ? and chunk = ?")
          .params(build.project(), build.version(), chunk)
          .update();
    }
  }
}
