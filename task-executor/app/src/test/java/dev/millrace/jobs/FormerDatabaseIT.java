package dev.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.store.rows.EngineSchema;
import dev.millrace.jobs.graph.GraphConfiguration;
import dev.millrace.jobs.recalc.RecalcConfiguration;
import dev.millrace.schema.OwnSchema;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Databases in which engine and jobs had one schema and one history, of several ages.
@MillraceInfra
@Timeout(60)
class FormerDatabaseIT {

  private static final List<OwnSchema> PARTS =
      List.of(EngineSchema.TABLES, RecalcConfiguration.TABLES, GraphConfiguration.TABLES);

  @ParameterizedTest
  @ValueSource(strings = {"11", "20", "22", "23"})
  void partsTakeTheirTablesToSchemasOfTheirOwn(String version, Infra infra) {
    TestDatabase database = infra.newDatabase("former");
    JdbcClient client = JdbcClient.create(database.dataSource());
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("db/engine", "db/recalc", "former")
        .target(version)
        .load()
        .migrate();
    client.sql("insert into monster (name, element) values ('kept', 'fire')").update();
    client
        .sql(
            """
            insert into run (task_id, type, priority, user_id, state, attempt, epoch, seq, owner,
              requested_at, request)
            values (gen_random_uuid(), 'graph', 'normal', 'u', 'retry', 2, 1, 5, '', now(), '{}')
            """)
        .update();

    PARTS.forEach(part -> part.migrate(database.dataSource()));
    PARTS.forEach(part -> part.migrate(database.dataSource()));

    assertThat(relations(client, "public")).isEmpty();
    TestDatabase fresh = infra.newDatabase("fresh");
    PARTS.forEach(part -> part.migrate(fresh.dataSource()));
    for (OwnSchema part : PARTS) {
      assertThat(relations(client, part.name()))
          .isEqualTo(relations(JdbcClient.create(fresh.dataSource()), part.name()));
    }
    assertThat(
            client
                .sql("select state || attempt from millrace_graph.graph_task")
                .query(String.class)
                .list())
        .containsExactly("retry2");
    assertThat(
            client.sql("select id || name from millrace_recalc.monster").query(String.class).list())
        .containsExactly("1kept");
  }

  /// Tables, views, indexes and sequences with their columns.
  private static List<@Nullable String> relations(JdbcClient client, String schema) {
    return client
        .sql(
            """
            select c.relkind::text || ' ' || c.relname || coalesce(
              (select string_agg(a.attname, ' ' order by a.attname) from pg_attribute a
               where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '')
            from pg_class c where c.relnamespace = to_regnamespace(?) order by 1
            """)
        .param(schema)
        .query(String.class)
        .list();
  }
}
