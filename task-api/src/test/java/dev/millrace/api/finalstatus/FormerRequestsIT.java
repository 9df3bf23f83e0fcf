package dev.millrace.api.finalstatus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskStatus;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Requests of a version before end, go on and are forgotten like any other.
@MillraceInfra
@Timeout(60)
class FormerRequestsIT {

  /// The last version whose ends were in the indexes of `request`.
  private static final String BEFORE = "14";

  private final JdbcClient database;
  private final TestDatabase test;

  FormerRequestsIT(Infra infra) {
    this.test = infra.newDatabase("former");
    this.database = JdbcClient.create(test.dataSource());
  }

  @BeforeEach
  void migrateRowsOfBefore() {
    migrate(BEFORE);
    database
        .sql(
            """
            insert into request (task_id, user_id, type, priority, parameters, max_retries,
                retention_ms, created_at, watched_from, resends, ended_at, expires_at, status)
            select gen_random_uuid(), s.user_id, 'sleep', 'normal', '{}', 3, 3600000, now(),
                s.watched, s.resends, s.expires - interval '1 hour', s.expires, s.status
            from generate_series(1, 250), (values
              ('lives', now() - interval '1 hour', 2, null::timestamptz, null),
              ('ended', null, 0, now() + interval '1 hour', 'completed'),
              ('expired', null, 0, now() - interval '2 minutes', 'failed'))
              as s(user_id, watched, resends, expires, status)
            """)
        .update();
    migrate("latest");
  }

  @Test
  void whatIsUnfinishedIsCountedAndWatchedOn() {
    assertThat(
            strings(
                """
                select distinct user_id || ' ' || type || ' ' || resends || ' ' || (watched_from < now())
                from unfinished_request
                """))
        .containsExactly("lives sleep 2 true");
    assertThat(unfinished("lives")).isEqualTo(250);
  }

  @Test
  void whatIsExpiredGoes() {
    new ExpiredRequests(database).delete();

    assertThat(strings("select distinct user_id from request order by 1"))
        .containsExactly("ended", "lives");
  }

  @Test
  void endingsCloseWhatIsUnfinishedAndReopenIt() {
    List<UUID> tasks = tasks("lives");
    FinalStatusRows rows = new FinalStatusRows(database);

    rows.write(endings(tasks, 2, TaskStatus.COMPLETED));

    assertThat(unfinished("lives")).isZero();
    assertThat(expiring()).isEqualTo(250 + 500);

    rows.write(endings(tasks, 3, null));

    assertThat(unfinished("lives")).isEqualTo(250);
    rows.write(endings(tasks, 2, TaskStatus.COMPLETED));
    assertThat(unfinished("lives")).isEqualTo(250);
  }

  @Test
  void taskThatIsReopenedStaysWhenItsTimeComes() {
    List<UUID> tasks = tasks("expired");
    new FinalStatusRows(database).write(endings(tasks, 3, null));

    new ExpiredRequests(database).delete();

    assertThat(tasks("expired")).hasSameElementsAs(tasks);
  }

  @Test
  void whatAProcessOfBeforeStillAcceptsAndEndsIsMadeGood() {
    OlderProcesses older = new OlderProcesses(database);
    acceptAsBefore("accepted", "null, null, null");
    acceptAsBefore("done", "now() - interval '1 hour', now() - interval '2 minutes', 'failed'");
    database
        .sql(
            """
            update request set ended_at = now() - interval '1 hour', status = 'completed',
                expires_at = now() - interval '2 minutes'
            where user_id = 'lives'
            """)
        .update();

    older.catchUp();

    assertThat(
            strings("select distinct user_id from unfinished_request where watched_from < now()"))
        .containsExactly("accepted");
    new ExpiredRequests(database).delete();
    assertThat(strings("select distinct user_id from request order by 1"))
        .containsExactly("accepted", "ended");
    assertThat(strings("select '' from request where not accounted")).isEmpty();
  }

  private void acceptAsBefore(String user, String end) {
    database
        .sql(
            """
            insert into request (task_id, user_id, type, priority, parameters, max_retries,
                retention_ms, created_at, watched_from, ended_at, expires_at, status)
            select gen_random_uuid(), ?, 'sleep', 'normal', '{}', 3, 3600000, now(),
                now() - interval '1 minute', %s
            """
                .formatted(end))
        .param(user)
        .update();
  }

  private static List<FinalStatus> endings(
      List<UUID> tasks, long sequence, @Nullable TaskStatus status) {
    return tasks.stream()
        .map(task -> new FinalStatus(task, sequence, Instant.now(), status))
        .toList();
  }

  private List<UUID> tasks(String user) {
    return database
        .sql("select task_id from request where user_id = ?")
        .param(user)
        .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
        .list();
  }

  private List<String> strings(String sql) {
    return database.sql(sql).query((row, _) -> Objects.requireNonNull(row.getString(1))).list();
  }

  private int unfinished(String user) {
    return database
        .sql("select count(*) from unfinished_request where user_id = ?")
        .param(user)
        .query(Integer.class)
        .single();
  }

  private int expiring() {
    return database
        .sql("select sum(cardinality(tasks))::int from request_expiry")
        .query(Integer.class)
        .single();
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(test.dataSource())
        .locations("classpath:db/api")
        .target(version)
        .load()
        .migrate();
  }
}
