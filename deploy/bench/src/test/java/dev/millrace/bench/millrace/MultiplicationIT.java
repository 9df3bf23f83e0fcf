package dev.millrace.bench.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.bench.contender.RunningContender.DatabaseAccess;
import dev.millrace.bench.load.Deadline;
import dev.millrace.bench.millrace.process.StoredTasks;
import dev.millrace.embedded.postgres.EmbeddedDatabase;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// On the tables as the services' own migrations make them.
@Timeout(120)
class MultiplicationIT {

  private static final Path ROOT = Path.of("..", "..");
  private static final String ORIGINALS = "generate_series(1, 3) as n";
  private static final String ID = "('0199c0de-0000-7000-8000-00000000000' || n)::uuid";
  private static final String MADE = "(now() - interval '1 minute')";

  private static EmbeddedDatabase database;
  private static StoredTasks stored;

  @BeforeAll
  static void makeTables(@TempDir Path temp) throws Exception {
    database =
        EmbeddedDatabase.start(
            new EmbeddedDatabaseSettings(
                temp.resolve("postgres"),
                0,
                Path.of("target", "postgres-binaries").toAbsolutePath()));
    stored =
        new StoredTasks(name ->
            new DatabaseAccess(database.jdbcUrl(name), database.username(), database.password()));
    migrate(StoredTasks.API, "public", "task-api/src/main/resources/db/api");
    migrate(
        StoredTasks.EXECUTOR,
        "millrace_engine",
        "task-executor/engine/src/main/resources/db/engine");
    migrate(StoredTasks.PROJECTION, "public", "task-projection/src/main/resources/db/projection");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void makeThreeTasks() throws Exception {
    stored.execute(StoredTasks.API, "truncate request");
    stored.execute(StoredTasks.EXECUTOR, "truncate millrace_engine.run");
    stored.execute(StoredTasks.PROJECTION, "truncate task, task_standing, task_facts, task_count");
    stored.execute(
        StoredTasks.API,
        """
        insert into request (task_id, user_id, type, priority, parameters, max_retries, retention_ms,
          created_at, ended_at, expires_at, status)
        select %1$s, 'bench', 'sleep', 'normal', '{}', 3, 604800000, %2$s, %2$s, %2$s + interval '7 days', 'completed'
        from %3$s
        """
            .formatted(ID, MADE, ORIGINALS));
    stored.execute(
        StoredTasks.EXECUTOR,
        """
        insert into millrace_engine.run (task_id, type, priority, user_id, state, attempt, epoch, seq, owner,
          requested_at, ended_at, request)
        select %1$s, 'sleep', 'normal', 'bench', 'completed', 1, 1, 2, 'e', %2$s, %2$s, '{}' from %3$s
        """
            .formatted(ID, MADE, ORIGINALS));
    stored.execute(
        StoredTasks.PROJECTION,
        """
        insert into task (task_id, sequence, type, status, priority, user_id, parameters, attempt,
          retry_count, max_retries, created_at, completed_at, updated_at, expires_at, retention_millis)
        select %1$s, 2, 'sleep', case when n = 3 then 'failed' else 'completed' end, 'normal', 'bench', '{}', 1,
          0, 3, %2$s, %2$s, %2$s, %2$s + interval '7 days', 604800000
        from %3$s
        """
            .formatted(ID, MADE, ORIGINALS));
    stored.execute(
        StoredTasks.PROJECTION,
        """
        insert into task_facts (task_id, sequence, day, sequences, types, times, data)
        select %1$s, 0, (%2$s at time zone 'UTC')::date, '{0,1,2}', array_fill('done'::text, '{3}'),
          array_fill(%2$s, '{3}'), array_fill(json_build_object('taskId', %1$s), '{3}')
        from %3$s
        """
            .formatted(ID, MADE, ORIGINALS));
    stored.execute(
        StoredTasks.PROJECTION,
        "insert into task_count select user_id, type, status, count(*) from task group by 1, 2, 3");
    stored.execute(
        StoredTasks.PROJECTION,
        """
        insert into task_standing select user_id, status, created_at, task_id from task
        where status <> 'completed'
        """);
  }

  @Test
  void copiesAreTheSameTasksInEveryDatabase() throws Exception {
    multiply(50);
    var ids = all(StoredTasks.PROJECTION, "select task_id from task order by 1");
    assertThat(ids).hasSize(53);
    assertThat(all(StoredTasks.API, "select task_id from request order by 1")).isEqualTo(ids);
    assertThat(all(StoredTasks.EXECUTOR, "select task_id from millrace_engine.run order by 1"))
        .isEqualTo(ids);
    assertThat(
            all(
                StoredTasks.PROJECTION,
                "select task_id from task_event group by 1 having count(*) = 3 order by 1"))
        .isEqualTo(ids);
  }

  @Test
  void countersAreWhatIsThere() throws Exception {
    multiply(50);
    assertThat(
            all(
                StoredTasks.PROJECTION,
                "select user_id, type, status, tasks from task_count order by 1, 2, 3"))
        .isEqualTo(
            all(
                StoredTasks.PROJECTION,
                "select user_id, type, status, count(*) from task group by 1, 2, 3 order by 1, 2, 3"));
    assertThat(stored.finished()).isEqualTo(53);
    assertThat(all(StoredTasks.PROJECTION, "select task_id from task_standing order by 1"))
        .isEqualTo(
            all(
                StoredTasks.PROJECTION,
                "select task_id from task where status = 'failed' order by 1"));
  }

  @Test
  void copiesLieInThePastAndExpireInTheFuture() throws Exception {
    multiply(50);
    assertThat(
            stored.number(
                StoredTasks.PROJECTION,
                "select count(distinct created_at) from task where created_at < now() - interval '1 minute'"))
        .isEqualTo(51);
    assertThat(
            stored.number(
                StoredTasks.PROJECTION, "select count(*) from task where expires_at < now()"))
        .isZero();
    // Today's partition is made by the service, which does not run here.
    assertThat(
            stored.number(
                StoredTasks.PROJECTION,
                "select count(*) from task_facts_other where day < (now() at time zone 'UTC')::date"))
        .isZero();
  }

  @Test
  void idTellsTheTimeAndTheHistoryTheId() throws Exception {
    multiply(50);
    assertThat(
            stored.number(
                StoredTasks.PROJECTION,
                "select count(*) from task where uuid_extract_version(task_id) <> 7"))
        .isZero();
    // The originals' ids are older than their rows, all by the same.
    assertThat(
            stored.number(
                StoredTasks.PROJECTION,
                """
                select count(distinct round(extract(epoch from created_at - uuid_extract_timestamp(task_id)), 1))
                from task
                """))
        .isEqualTo(1);
    assertThat(
            stored.number(
                StoredTasks.PROJECTION,
                "select count(*) from task_event where data ->> 'taskId' <> task_id::text"))
        .isZero();
  }

  @Test
  void secondMultiplicationFindsItsPlace() throws Exception {
    multiply(50);
    multiply(500);
    assertThat(stored.finished()).isEqualTo(553);
  }

  @Test
  void oldRunsBecomeTooOldOneAfterTheOther() throws Exception {
    new OldRuns(stored, new Multiplication(stored, () -> ""))
        .add(2, Duration.ofMinutes(10), new Deadline(Duration.ofMinutes(1)));
    var old = " from millrace_engine.run where ended_at < now() - interval '39 days'";
    assertThat(stored.number(StoredTasks.EXECUTOR, "select count(*)" + old)).isEqualTo(1_200);
    assertThat(
            stored.number(
                StoredTasks.EXECUTOR,
                "select count(*)" + old + " and ended_at < now() - interval '40 days 10 minutes'"))
        .isZero();
    assertThat(
            stored.number(
                StoredTasks.EXECUTOR,
                """
                with old as (select ended_at - min(ended_at) over () as after %s)
                select count(*) from old where after < interval '1 minute'
                """
                    .formatted(old)))
        .as("of a minute, at two a second")
        .isBetween(117L, 123L);
  }

  @Test
  void taskTheFrontDoorBelievesInFlightIsWaitedFor() throws Exception {
    stored.execute(StoredTasks.API, "update request set ended_at = null");
    assertThatThrownBy(() ->
            new Multiplication(stored, () -> "").run(10, new Deadline(Duration.ofMillis(100))))
        .hasMessageContaining("front door");
  }

  private static void multiply(long copies) throws Exception {
    new Multiplication(stored, () -> "").run(copies, new Deadline(Duration.ofMinutes(1)));
  }

  private static List<String> all(String database, String sql) throws SQLException {
    var found = new ArrayList<String>();
    try (var connection = stored.connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        var row = new ArrayList<String>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          row.add(Objects.requireNonNull(rows.getString(column)));
        }
        found.add(String.join(" ", row));
      }
    }
    return found;
  }

  private static void migrate(String name, String schema, String folder) throws Exception {
    database.ensureDatabase(name);
    stored.execute(name, "create schema if not exists " + schema);
    try (var files = Files.list(ROOT.resolve(folder))) {
      for (var file : files.sorted(Comparator.comparingInt(MultiplicationIT::version)).toList()) {
        stored.execute(name, "set search_path = " + schema + ";" + Files.readString(file));
      }
    }
  }

  /// Of a name such as `V10__bulk.sql`.
  private static int version(Path file) {
    var name = file.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }
}
