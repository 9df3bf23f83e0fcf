package dev.millrace.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.api.pause.TypePauses;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What is said again when the relay's place in the log is lost.
@MillraceInfra
@Timeout(60)
class RequestRepairIT {

  private static final String OPEN = "01936b2e-7c3a-7d52-9c1e-000000000001";
  private static final String REFUSED = "01936b2e-7c3a-7d52-9c1e-000000000002";
  private static final String DONE = "01936b2e-7c3a-7d52-9c1e-000000000003";

  @Test
  void workOfOpenTasksAndTheEndOfThoseThatWereRefusedAreSaidAgain(Infra infra) {
    TestDatabase test = infra.newDatabase("repair");
    Flyway.configure().dataSource(test.dataSource()).locations("classpath:db/api").load().migrate();
    JdbcClient database = JdbcClient.create(test.dataSource());
    String slot = "repair_" + test.name();
    database.sql("create publication " + slot).update();
    database
        .sql("select pg_create_logical_replication_slot(?, 'pgoutput')::text")
        .param(slot)
        .query(String.class)
        .single();
    database
        .sql(
            """
            insert into request (task_id, user_id, type, priority, parameters, max_retries,
                                 retention_ms, created_at, status, sequence, ended_at)
            values (?::uuid, 'alice', 'sleep', 'normal', '{}', 3, 1000, now(), null, 0, null),
                   (?::uuid, 'alice', 'sleep', 'normal', '{}', 3, 1000, now(), 'failed', 1, now()),
                   (?::uuid, 'alice', 'sleep', 'normal', '{}', 3, 1000, now(), 'completed', 2, now())
            """)
        .params(OPEN, REFUSED, DONE)
        .update();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(test.dataSource()));

    var _ =
        new RequestRepair(database, new TypePauses(database, transaction)).repair("it was lost");

    assertThat(said(database, slot))
        .satisfiesExactly(
            line -> assertThat(line).contains(OPEN, "task.requested", "millrace.work.sleep"),
            line ->
                assertThat(line)
                    .contains(REFUSED, "task.requested")
                    .doesNotContain("millrace.work"),
            line -> assertThat(line).contains(REFUSED, "task.failed", "not-accepted"));
  }

  private static List<String> said(JdbcClient database, String slot) {
    return database
        .sql(
            """
            select data from pg_logical_slot_get_binary_changes(?, null, null,
              'proto_version', '1', 'publication_names', ?, 'messages', 'true')
            """)
        .params(slot, slot)
        .query((row, _) -> new String(row.getBytes("data"), StandardCharsets.UTF_8))
        .list()
        .stream()
        .flatMap(data -> Arrays.stream(data.split("\n")))
        .filter(line -> line.contains("millrace.events"))
        .toList();
  }
}
