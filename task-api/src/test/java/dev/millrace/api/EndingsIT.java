package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.UserId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the request table knows of the end of a task.
@MillraceInfra
@Timeout(120)
class EndingsIT {

  private static final Actor ALICE = new Actor(new UserId("alice"), null);

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra, Map.of("millrace.api.ending.expiry-interval", "200ms"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void endedTaskIsShownAsEndedWhileTheProjectionIsBehind() {
    String id = submit();

    say(id, 2, completed(), Instant.now());

    await().atMost(Duration.ofSeconds(20)).until(() -> "completed".equals(status(id)));
  }

  @Test
  void taskWhoseRetentionIsOverIsGoneAndItsRequestDeleted() {
    String id = submit();
    String other = submit();

    say(id, 2, completed(), Instant.now().minus(8, ChronoUnit.DAYS));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> api.get("/api/tasks/" + id).statusCode() == 404);
    await().atMost(Duration.ofSeconds(10)).until(() -> rows(id) == 0);
    assertThat(status(other)).isEqualTo("pending");
    assertThat(rows(other)).isEqualTo(1);
  }

  @Test
  void redriveReopensAndOlderFactsChangeNothing() {
    String id = submit();
    var error = new TaskError("broken", "It broke.", false);
    say(id, 2, new TaskFailed(1, error), Instant.now());
    await().atMost(Duration.ofSeconds(20)).until(() -> "failed".equals(status(id)));

    say(id, 3, new TaskRedriven(1, ALICE), Instant.now());
    await().atMost(Duration.ofSeconds(20)).until(() -> "pending".equals(status(id)));
    say(id, 2, new TaskFailed(1, error), Instant.now());
    String marker = submit();
    sayOnPartitionOf(id, marker);

    await().atMost(Duration.ofSeconds(20)).until(() -> "completed".equals(status(marker)));
    assertThat(status(id)).isEqualTo("pending");
    assertThat(sequence(id)).isEqualTo(3);
  }

  /// Says the end of one task on the partition of another, so that both are read in order.
  private static void sayOnPartitionOf(String id, String marker) {
    api.say(id, new Fact(TaskId.parse(marker), 2, Instant.now(), completed()));
  }

  private static void say(String id, long sequence, TaskEvent event, Instant time) {
    api.say(id, new Fact(TaskId.parse(id), sequence, time, event));
  }

  private static TaskEvent completed() {
    return new TaskCompleted(1, null, null);
  }

  private static String submit() {
    return api.submit("/api/tasks/sleep", "{\"millis\":0}");
  }

  private static String status(String id) {
    return api.database()
        .sql("select coalesce(status, 'pending') from request where task_id = ?")
        .param(UUID.fromString(id))
        .query(String.class)
        .single();
  }

  private static int rows(String id) {
    return api.database()
        .sql("select count(*) from request where task_id = ?")
        .param(UUID.fromString(id))
        .query(Integer.class)
        .single();
  }

  private static long sequence(String id) {
    return api.database()
        .sql("select sequence from request where task_id = ?")
        .param(UUID.fromString(id))
        .query(Long.class)
        .single();
  }
}
