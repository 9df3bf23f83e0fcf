package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.projection.postgres.Tables;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows of a version before are found, shown and deleted like any other.
@MillraceInfra
@Timeout(60)
class FormerTablesIT {

  /// The last version with a row for each fact.
  private static final String BEFORE = "8";

  @Test
  void rowsOfBeforeGoOn(Infra infra) {
    TestDatabase database = infra.newDatabase("former");
    migrate(database, BEFORE);
    var jdbc = new JdbcTemplate(database.dataSource());
    jdbc.update(
        """
        insert into task (task_id, sequence, type, status, priority, user_id, parameters, attempt,
            retry_count, max_retries, created_at, completed_at, updated_at, expires_at,
            retention_millis)
        select gen_random_uuid(), 2, 'sleep', s.status, 'normal', 'alice', '{}', 1, 0, 3,
            timestamptz '2026-03-01' + n * interval '1 second', s.ended, now(),
            s.ended + interval '7 days', 604800000
        from generate_series(1, 250) n, (values ('completed', timestamptz '2026-03-02 10:00:30'),
            ('failed', timestamptz '2026-03-02 10:00:40'), ('running', null)) as s(status, ended)
        """);
    jdbc.update(
        "insert into task_count select user_id, type, status, count(*) from task group by 1, 2, 3");
    jdbc.update(
        """
        insert into task_event (task_id, sequence, type, time, data, day)
        select task_id, n, 'said', created_at, json_build_object('n', n), '2026-03-01'
        from task, generate_series(0, 2) n
        """);

    migrate(database, "latest");

    assertThat(jdbc.queryForList("select data ->> 'n' from task_event", String.class))
        .hasSize(3 * 750)
        .contains("0", "1", "2");
    assertThat(
            jdbc.query(
                "select standing, count(*) from task_standing group by 1 order by 1",
                (row, _) -> row.getString(1) + " " + row.getInt(2)))
        .isEqualTo(List.of("failed 250", "living 250"));
    var expiry = new Tables(database.dataSource(), Clock.systemUTC(), Period.ofDays(3650)).expiry();
    assertThat(expiry.deleteExpired(Instant.parse("2026-03-09T10:00:59Z"), 100_000)).isZero();
    assertThat(expiry.deleteExpired(Instant.parse("2026-03-09T10:01:00Z"), 100_000)).isEqualTo(500);
    assertThat(jdbc.queryForList("select distinct status from task", String.class))
        .containsExactly("running");
    assertThat(jdbc.queryForObject("select sum(tasks) from task_count", Long.class)).isEqualTo(250);
  }

  private static void migrate(TestDatabase database, String version) {
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:db/projection")
        .target(version)
        .load()
        .migrate();
  }
}
