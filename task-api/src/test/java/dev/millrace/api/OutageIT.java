package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.testinfra.DedicatedInfra;
import dev.millrace.testinfra.Infra;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is promised while a server is away, and what is kept.
@Timeout(180)
class OutageIT {

  @Test
  void nothingIsAcceptedWithoutItsCommitAndNothingAcceptedIsLost() {
    try (DedicatedInfra infra = Infra.dedicated();
        RunningApi api =
            RunningApi.start(
                infra,
                Map.of(
                    "millrace.api.commit.timeout", "2s",
                    "spring.datasource.hikari.connection-timeout", "1000",
                    "spring.datasource.hikari.data-source-properties.socketTimeout", "3"))) {
      infra.databaseProxy().cut();
      var refused = api.post("/api/tasks/sleep?projectId=outage", "{\"millis\":1}");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      infra.databaseProxy().restore();

      infra.kafkaProxy().cut();
      String accepted =
          await().atMost(Duration.ofSeconds(30)).until(() -> id(api), id -> !id.isEmpty());
      assertThat(api.get("/api/tasks/" + accepted).statusCode()).isEqualTo(200);
      infra.kafkaProxy().restore();

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() ->
              !api.published(Topics.work(RunningApi.SLEEP, Priority.NORMAL), Set.of(accepted))
                  .isEmpty());
      assertThat(
              api.database()
                  .sql("select count(*) from request where project_id = 'outage'")
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);
    }
  }

  private static String id(RunningApi api) {
    var answer = api.post("/api/tasks/sleep?projectId=outage", "{\"millis\":1}");
    return answer.statusCode() == 202 ? RunningApi.json(answer).get("id").asString() : "";
  }
}
