package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What one user may submit, and what they are told about it.
@MillraceInfra
@Timeout(120)
class QuotaIT {

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of(
                "millrace.api.quota.submissions-per-minute", "6",
                "millrace.api.quota.active-tasks", "10"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void tasksThatHaveNotEndedAreLimitedUntilTheyEnd() {
    haveActive("alice", 8);

    refused(submit("alice", 3), "active-tasks");
    assertThat(count("alice")).isEqualTo(8);
    assertThat(submit("bob", 3).statusCode()).isEqualTo(202);

    api.database().sql("update request set ended_at = now() where user_id = 'alice'").update();
    await().atMost(Duration.ofSeconds(60)).until(() -> submit("alice", 3).statusCode() == 202);
  }

  @Test
  void tasksAMinuteAreLimited() {
    refused(submit("carol", 7), "submissions");
    assertThat(count("carol")).isZero();

    HttpResponse<String> answer = submit("carol", 2);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .contains("\"submissions\";q=6;w=60, \"active-tasks\";q=10");
    assertThat(answer.headers().allValues("RateLimit"))
        .anySatisfy(rate -> assertThat(rate).startsWith("\"submissions\";r=4;t="))
        .anySatisfy(active -> assertThat(active).startsWith("\"active-tasks\";r="));
  }

  @Test
  void operatorsHaveNoQuota() {
    HttpResponse<String> answer = api.send(TestIssuer.operator("root"), bulk(20));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
  }

  private static void haveActive(String user, int tasks) {
    api.database()
        .sql(
            """
            insert into request (task_id, user_id, type, priority, parameters, max_retries,
                                 retention_ms, created_at)
            select gen_random_uuid(), ?, 'sleep', 'normal', '{"millis":0}', 3, 86400000, now()
            from generate_series(1, ?)
            """)
        .params(user, tasks)
        .update();
  }

  private static void refused(HttpResponse<String> answer, String policy) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After"))
        .hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    assertThat(answer.headers().allValues("RateLimit"))
        .anySatisfy(left -> assertThat(left).startsWith("\"" + policy + "\""));
    JsonNode problem = RunningApi.json(answer);
    assertThat(problem.get("type").asString()).endsWith("/quota-exceeded");
    assertThat(problem.get("violated-policies").valueStream().map(JsonNode::asString))
        .containsExactly(policy);
  }

  private static int count(String user) {
    return api.database()
        .sql("select count(*) from request where user_id = ?")
        .param(user)
        .query(Integer.class)
        .single();
  }

  private static HttpResponse<String> submit(String user, int tasks) {
    return api.send(TestIssuer.user(user), bulk(tasks));
  }

  private static HttpRequest.Builder bulk(int tasks) {
    String line = "{\"type\":\"sleep\",\"parameters\":{\"millis\":0}}\n";
    return HttpRequest.newBuilder(api.uri("/api/tasks"))
        .header("Content-Type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(line.repeat(tasks)));
  }
}
