package dev.millrace.api.submit.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Without a relay, so that nothing but the write itself can end the row.
@MillraceInfra
@Timeout(60)
class RefusedSubmissionIT {

  @Test
  void whatIsRefusedIsOverFromTheFirst(Infra infra) {
    TestDatabase test = infra.newDatabase("refused");
    Flyway.configure().dataSource(test.dataSource()).locations("classpath:db/api").load().migrate();
    var store = new PostgresSubmissionStore(test.dataSource(), Duration.ofSeconds(10));
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    var request =
        new TaskRequested(
            new TaskType("sleep"),
            new UserId("alice"),
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            TaskPolicy.STANDARD.retention());
    var refused =
        Submission.refused(
            new TaskId(new UUID(0, 1)), now, request, null, new TaskError("no", "no", false));
    var accepted = Submission.of(new TaskId(new UUID(0, 2)), now, request, null, null);

    store.write(List.of(new Entry(List.of(refused, accepted), null)));

    assertThat(
            JdbcClient.create(test.dataSource())
                .sql(
                    """
                    select coalesce(status, 'open') || ' ' || sequence || ' '
                      || (ended_at is not null) || ' ' || exists (
                        select from unfinished_request u where u.task_id = r.task_id)
                    from request r order by task_id
                    """)
                .query(String.class)
                .list())
        .containsExactly("failed 1 true false", "open 0 false true");
  }
}
