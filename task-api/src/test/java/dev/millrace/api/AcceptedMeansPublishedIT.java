package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a 202 promises: a row, a fact and a work item, each once.
@MillraceInfra
@Timeout(120)
class AcceptedMeansPublishedIT {

  private static final String WORK = Topics.work(RunningApi.SLEEP, Priority.NORMAL);

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void concurrentSubmissionsShareTransactionsAndArePublishedOnce() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(() -> submit("/api/tasks/sleep")));
      }
    }
    Set<String> ids = new HashSet<>();
    for (Future<String> answer : answers) {
      ids.add(answer.get());
    }

    assertThat(ids).hasSize(200);
    assertThat(
            api.database()
                .sql("select count(distinct xmin::text) from request where task_id = any(?)")
                .param(ids.stream().map(UUID::fromString).toArray(UUID[]::new))
                .query(Integer.class)
                .single())
        .isLessThan(200);
    String[] facts = ids.stream().map(id -> id + ":0").toArray(String[]::new);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(api.published(Topics.EVENTS, ids)).containsExactlyInAnyOrder(facts);
          assertThat(api.published(WORK, ids)).containsExactlyInAnyOrder(facts);
        });
  }

  @Test
  void workOfAScheduledTaskComesWhenItIsDue() {
    Instant due = Instant.now().plusSeconds(4);
    String id = submit("/api/tasks/sleep?runAt=" + due);

    await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> api.published(Topics.EVENTS, Set.of(id)).size() == 1);
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).get("status").asString())
        .isEqualTo("scheduled");
    if (Instant.now().isBefore(due)) {
      assertThat(api.published(WORK, Set.of(id))).isEmpty();
    }
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () -> assertThat(api.published(WORK, Set.of(id))).containsExactly(id + ":0"));
  }

  @Test
  void lostSlotIsRepairedFromTheRequests() {
    String id = submit("/api/tasks/sleep");
    await().atMost(Duration.ofSeconds(15)).until(() -> api.published(WORK, Set.of(id)).size() == 1);

    api.database()
        .sql(
            """
            select pg_terminate_backend(active_pid), pg_sleep(0.1)::text,
                   pg_drop_replication_slot(slot_name)::text
            from pg_replication_slots where database = current_database()
            """)
        .query((row, number) -> "")
        .list();

    await()
        .atMost(Duration.ofSeconds(45))
        .untilAsserted(() ->
            assertThat(api.published(WORK, Set.of(id)))
                .hasSizeGreaterThan(1)
                .containsOnly(id + ":0"));
  }

  private static String submit(String path) {
    var answer = api.post(path, "{\"millis\":0}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return RunningApi.json(answer).get("id").asString();
  }
}
