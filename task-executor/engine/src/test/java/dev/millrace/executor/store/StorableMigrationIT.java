package dev.millrace.executor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.executor.store.rows.EngineSchema;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the rows of before become when nothing is computed over their JSON any more.
@MillraceInfra
@Timeout(60)
class StorableMigrationIT {

  private static final UUID CHILD = UUID.randomUUID();
  private static final UUID BATCH = UUID.randomUUID();
  private static final UUID ODD = UUID.randomUUID();

  @Test
  void existingRowsKeepTheirBatchesAndSayHowTheirSagasEnd(Infra infra) {
    TestDatabase database = infra.newDatabase("migration");
    migration(database).target("11").load().migrate();
    JdbcClient client = JdbcClient.create(database.dataSource());
    insert(
        client, CHILD, "{\"parentId\":\"%s\"}".formatted(BATCH), "{\"end\":{\"kind\":\"failed\"}}");
    insert(
        client, ODD, "{}", "{\"steps\":[{\"result\":\"\\u0000\"}],\"end\":{\"kind\":\"failed\"}}");

    migration(database).load().migrate();

    Map<String, @Nullable Object> child = row(client, CHILD);
    assertThat(child)
        .containsEntry("parent_id", BATCH)
        .containsEntry("saga_end", "failed")
        .containsEntry("retention_ms", null)
        .containsEntry("unstorable", false);
    assertThat(row(client, ODD)).containsEntry("saga_end", null);
    insert(client, UUID.randomUUID(), "{\"parameters\":\"\\u0000\"}", "{}");
  }

  private static FluentConfiguration migration(TestDatabase database) {
    return EngineSchema.TABLES.flyway(database.dataSource());
  }

  private static void insert(JdbcClient client, UUID id, String request, String saga) {
    client
        .sql(
            """
            insert into millrace_engine.run (task_id, type, priority, user_id, state, attempt, epoch, seq, owner,
                requested_at, request, saga)
            values (?, 't', 'normal', 'u', 'failed', 1, 1, 2, '', now(), ?::json, ?::json)
            """)
        .params(id, request, saga)
        .update();
  }

  private static Map<String, @Nullable Object> row(JdbcClient client, UUID id) {
    return client
        .sql(
            "select parent_id, saga_end, retention_ms, unstorable from millrace_engine.run where task_id = ?")
        .param(id)
        .query()
        .singleRow();
  }
}
