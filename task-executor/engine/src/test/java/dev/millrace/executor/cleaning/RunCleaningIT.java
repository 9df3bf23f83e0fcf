package dev.millrace.executor.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.events.Fact;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import dev.millrace.executor.support.EngineDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the run store forgets, and what it must not.
@MillraceInfra
@Timeout(60)
class RunCleaningIT {

  private static final CleaningSettings KEEP_40_DAYS =
      new CleaningSettings(Duration.ofDays(40), Duration.ofMinutes(10));

  private final Infra infra;
  private EngineDatabase database;
  private PostgresRunStore runs;

  RunCleaningIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("cleaning"));
    runs = database.store(new ExecutorId("me"), Duration.ofMinutes(1));
    runs.renew();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void tasksThatEndedLongAgoAreForgottenInBatchesAndNoOthers() {
    List<Fact> old = started(1_201);
    Fact recent = started(1).getFirst();
    Fact visible = started(1).getFirst();
    Fact running = started(1).getFirst();
    end(old, "41 days");
    end(List.of(recent), "39 days");
    end(List.of(visible), "41 days");
    update(
        "update millrace_engine.run set retention_ms = ?::bigint where task_id = '%s'"
            .formatted(visible.taskId()),
        Long.toString(Duration.ofHours(1000).toMillis()));

    clean();

    assertThat(tasks())
        .containsExactlyInAnyOrder(
            recent.taskId().toString(), visible.taskId().toString(), running.taskId().toString());
    assertThat(runs.claim(List.of(WorkTopic.item(recent)))).isEmpty();
  }

  /// Rows of before say how long their tasks stay visible in their requests alone.
  @Test
  void olderTasksStayForAsLongAsTheirRequestsSay() {
    List<Fact> old = started(3);
    end(old, "41 days");
    List<String> requests =
        List.of(
            "{\"retention\":\"PT1000H\",\"text\":\"\\u0000\"}",
            "{\"retention\":\"PT9223372036854775807S\"}",
            "{\"retention\":\"PT1H\"}");
    for (int i = 0; i < old.size(); i++) {
      update(
          "update millrace_engine.run set retention_ms = null, request = ?::json where task_id = '%s'"
              .formatted(old.get(i).taskId()),
          requests.get(i));
    }

    clean();

    assertThat(tasks())
        .containsExactlyInAnyOrder(old.get(0).taskId().toString(), old.get(1).taskId().toString());
  }

  @Test
  void deadExecutorsAreForgottenUnlessTheyStillHoldTasks() {
    started(1);
    update(
        "insert into millrace_engine.executor (id, lease_until) values ('dead', now() - interval '2 days')");
    update(
        "insert into millrace_engine.executor (id, lease_until) values ('ill', now() - interval '2 hours')");
    update(
        "update millrace_engine.executor set lease_until = now() - interval '2 days' where id = 'me'");

    clean();

    assertThat(
            database
                .client()
                .sql("select id from millrace_engine.executor")
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("me", "ill");
  }

  @Test
  void commandsAppliedLongAgoAreForgotten() {
    update(
        """
        insert into millrace_engine.applied_command (task_id, id, applied_at)
        select gen_random_uuid(), 'old', now() - interval '41 days' from generate_series(1, 700)
        """);
    update(
        """
        insert into millrace_engine.applied_command (task_id, id, applied_at)
        values (gen_random_uuid(), 'new', now() - interval '39 days')
        """);

    clean();

    assertThat(
            database
                .client()
                .sql("select id from millrace_engine.applied_command")
                .query(String.class)
                .list())
        .containsExactly("new");
  }

  @Test
  void nothingIsForgottenThatARecordMayStillComeFor() {
    KEEP_40_DAYS.requireLongerThan(Duration.ofDays(30));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> KEEP_40_DAYS.requireLongerThan(Duration.ofDays(34)))
        .withMessageContaining("keep must be at least 41d");
  }

  private void clean() {
    new RunCleaning(database.client(), KEEP_40_DAYS).clean();
  }

  private List<Fact> started(int count) {
    List<Fact> requests =
        IntStream.range(0, count)
            .mapToObj(_ -> WorkTopic.request(new TaskType("any"), "{}"))
            .toList();
    assertThat(runs.claim(requests.stream().map(WorkTopic::item).toList())).hasSize(count);
    return requests;
  }

  private void end(List<Fact> requests, String ago) {
    for (Fact request : requests) {
      update(
          """
          update millrace_engine.run set state = 'completed', ended_at = now() - ?::interval where task_id = '%s'
          """
              .formatted(request.taskId()),
          ago);
    }
  }

  private List<String> tasks() {
    return database
        .client()
        .sql("select task_id::text as id from millrace_engine.run")
        .query((row, _) -> row.getString("id"))
        .list();
  }

  private void update(String sql, Object... values) {
    database.client().sql(sql).params(values).update();
  }
}
