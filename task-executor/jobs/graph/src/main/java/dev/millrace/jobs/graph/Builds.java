package dev.millrace.jobs.graph;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.jobs.document.Chunk;
import dev.millrace.jobs.embedded.Language;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The life of a build: begun, active or abandoned.
///
/// Whoever makes another version the active one holds the project's row, so two builds of a project
/// are activated one after the other, and the one that began later stands.
final class Builds {

  private static final int HISTORY = 100;
  private static final List<String> GRAPH = List.of("graph_node", "graph_edge");
  private static final List<String> MATERIAL =
      List.of("graph_chunk", "graph_mention", "graph_claim");

  private Builds() {}

  /// What is known before the first write.
  record Plan(String engine, Language language, long characters, List<Chunk> chunks) {}

  /// Makes the project where there is none, and stores the parts of a new version.
  static Build begin(Plan plan, String projectId, UserId user, TaskId task, JdbcClient database) {
    Build build =
        database
            .sql(
                """
                insert into millrace_graph.project (user_id, name, last_version) values (?, ?, 1)
                on conflict (user_id, name) do update
                set last_version = project.last_version + 1, updated_at = now()
                returning id, last_version
                """)
            .params(user.value(), projectId)
            .query((row, _) ->
                new Build(
                    row.getLong(1),
                    row.getInt(2),
                    plan.engine(),
                    plan.language(),
                    plan.characters(),
                    plan.chunks().size()))
            .single();
    database
        .sql(
            """
            insert into millrace_graph.graph_build
              (project, version, task_id, state, engine, language, characters, chunks)
            values (?, ?, ?, 'building', ?, ?, ?, ?)
            """)
        .params(
            build.project(),
            build.version(),
            task.value(),
            build.engine(),
            build.language().code(),
            build.characters(),
            build.chunks())
        .update();
    database
        .sql(
            """
            insert into millrace_graph.graph_chunk (project, version, chunk, passages)
            select ?, ?, (part ->> 'index')::int, part -> 'passages'
            from json_array_elements(?::json) part
            """)
        .params(build.project(), build.version(), Json.of(plan.chunks()).text())
        .update();
    forgetLongAgo(build, database);
    return build;
  }

  /// Undoes [#begin], and writes down how the task ends. The project stays, and says so.
  static void abandon(Build build, JdbcClient database) {
    remove(MATERIAL, build, build.version(), database);
    database
        .sql(
            """
            update millrace_graph.graph_build b set ended_at = now(), state = coalesce(
              (select t.ending from millrace_graph.graph_task t where t.task_id = b.task_id), 'failed')
            where project = ? and version = ?
            """)
        .params(build.project(), build.version())
        .update();
    touch(build, database);
  }

  /// Ends a build that no reader would ever see: one that began later is active already.
  static void requireWanted(Build build, JdbcClient database) {
    requireWanted(build, active(build, "", database));
  }

  /// Makes the version the project's graph. The one before stays readable until the next
  /// activation.
  static Activation activate(Build build, int nodes, int edges, JdbcClient database) {
    Optional<Integer> before = active(build, " for update", database);
    requireWanted(build, before);
    for (int old : versions(build, "replaced", database)) {
      remove(GRAPH, build, old, database);
      state(build, old, "removed", database);
    }
    before.ifPresent(version -> state(build, version, "replaced", database));
    remove(MATERIAL, build, build.version(), database);
    database
        .sql(
            """
            update millrace_graph.graph_build set state = 'active', nodes = ?, edges = ?, ended_at = now()
            where project = ? and version = ?
            """)
        .params(nodes, edges, build.project(), build.version())
        .update();
    show(build, build.version(), database);
    return new Activation(before.orElse(null));
  }

  /// Undoes [#activate]: the version before is the graph again, where it is still there.
  static void deactivate(Build build, Activation was, JdbcClient database) {
    Optional<Integer> now = active(build, " for update", database);
    state(build, build.version(), "building", database);
    if (now.isEmpty() || now.get() != build.version()) {
      return; // a later build is active, and stands
    }
    Optional<Integer> before =
        Optional.ofNullable(was.replaced())
            .filter(version -> versions(build, "replaced", database).contains(version));
    before.ifPresent(version -> state(build, version, "active", database));
    show(build, before.orElse(null), database);
  }

  private static void requireWanted(Build build, Optional<Integer> active) {
    if (active.isPresent() && active.get() > build.version()) {
      throw new PermanentFailure(
          "superseded",
          String.format(
              Locale.ROOT,
              "version %d of this project's graph began later than this build, version %d, and is active",
              active.get(),
              build.version()));
    }
  }

  private static Optional<Integer> active(Build build, String lock, JdbcClient database) {
    return database
        .sql("select active_version from millrace_graph.project where id = ?" + lock)
        .param(build.project())
        .query((row, _) -> Optional.ofNullable(row.getObject(1, Integer.class)))
        .single();
  }

  private static List<Integer> versions(Build build, String state, JdbcClient database) {
    return database
        .sql("select version from millrace_graph.graph_build where project = ? and state = ?")
        .params(build.project(), state)
        .query((row, _) -> row.getInt(1))
        .list();
  }

  private static void state(Build build, int version, String state, JdbcClient database) {
    database
        .sql("update millrace_graph.graph_build set state = ? where project = ? and version = ?")
        .params(state, build.project(), version)
        .update();
  }

  private static void show(Build build, @Nullable Integer version, JdbcClient database) {
    database
        .sql(
            "update millrace_graph.project set active_version = ?::int, updated_at = now() where id = ?")
        .param(1, version, Types.INTEGER)
        .param(2, build.project())
        .update();
  }

  private static void touch(Build build, JdbcClient database) {
    database
        .sql("update millrace_graph.project set updated_at = now() where id = ?")
        .param(build.project())
        .update();
  }

  private static void remove(List<String> tables, Build build, int version, JdbcClient database) {
    for (String table : tables) {
      database
          .sql("delete from millrace_graph." + table + " where project = ? and version = ?")
          .params(build.project(), version)
          .update();
    }
  }

  /// The history of a project is its newest builds and whatever is not over.
  private static void forgetLongAgo(Build build, JdbcClient database) {
    database
        .sql(
            """
            delete from millrace_graph.graph_build where project = ? and version <= ?
              and state in ('removed', 'failed', 'cancelled', 'timeout')
            """)
        .params(build.project(), build.version() - HISTORY)
        .update();
  }
}
