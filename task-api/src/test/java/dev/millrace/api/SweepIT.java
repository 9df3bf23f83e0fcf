package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Accepted work that never started is found and sent again.
@MillraceInfra
@Timeout(120)
class SweepIT {

  private static final String WORK = Topics.work(RunningApi.SLEEP, Priority.NORMAL);

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of("millrace.api.sweep.after", "3s", "millrace.api.sweep.interval", "100ms"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void workItemThatNeverReachedItsTopicIsSentAgainAndStartedWorkIsNot() {
    String started = api.submit("/api/tasks/sleep", "{\"millis\":0}");
    api.fold(started, "running", 1);
    String scheduled = api.submit("/api/tasks/sleep?runAt=2035-01-01T00:00:00Z", "{\"millis\":0}");
    String folded = withoutWorkItem("folded");
    api.fold(folded, "pending", 0);
    String unfolded = withoutWorkItem("unfolded");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(api.published(WORK, Set.of(folded))).containsExactly(folded + ":0");
          assertThat(api.published(WORK, Set.of(unfolded))).containsExactly(unfolded + ":0");
          assertThat(watched(started)).isFalse();
        });
    assertThat(api.published(WORK, Set.of(started))).containsExactly(started + ":0");
    assertThat(api.published(WORK, Set.of(scheduled))).isEmpty();
    assertThat(
            RunningApi.json(
                    api.send(
                        TestIssuer.operator("root"),
                        HttpRequest.newBuilder(api.uri("/actuator/metrics/millrace.api.resent"))))
                .at("/measurements/0/value")
                .asInt())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void workThatWaitsLongIsSentAgainLessAndLessOften() {
    String id = withoutWorkItem("waiting");

    await().atMost(Duration.ofSeconds(40)).until(() -> api.published(WORK, Set.of(id)).size() == 2);
    assertThat(
            api.database()
                .sql(
                    "select watched_from > now() + interval '7 s' from unfinished_request where task_id = ?")
                .param(UUID.fromString(id))
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  /// An accepted task as it is when Kafka has lost its work item.
  private static String withoutWorkItem(String project) {
    UUID id = UUID.randomUUID();
    api.database()
        .sql(
            """
            with accepted as (
              insert into request (task_id, user_id, type, priority, parameters, project_id,
                                   max_retries, retention_ms, created_at)
              values (?, 'anonymous', 'sleep', 'normal', '{"millis":0}', ?, 3, 86400000, now())
              returning user_id, task_id, type)
            insert into unfinished_request (user_id, task_id, type, watched_from)
            select user_id, task_id, type, now() from accepted
            """)
        .params(id, project)
        .update();
    return id.toString();
  }

  private static boolean watched(String id) {
    return api.database()
        .sql(
            "select exists (select from unfinished_request where task_id = ? and watched_from is not null)")
        .param(UUID.fromString(id))
        .query(Boolean.class)
        .single();
  }
}
