package dev.millrace.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
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

  private static final Map<String, String> SETTINGS =
      Map.of(
          "millrace.api.quota.submissions-per-minute", "20",
          "millrace.api.quota.active-tasks", "40",
          "millrace.api.quota.bytes-per-minute", "200000B",
          "millrace.api.quota.stored-bytes", "90000B",
          "millrace.api.quota.controls-per-minute", "10",
          "millrace.api.quota.estimates-per-minute", "3",
          "millrace.api.quota.reads-per-minute", "105");

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra, SETTINGS);
    api.announce(new TaskType("batch"), TaskPolicy.STANDARD, "{}");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/api/task-types/batch").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void tasksThatHaveNotEndedAreLimitedUntilTheyEnd() {
    haveActive("alice", 38);

    refused(submit("alice", 3), "active-tasks");
    assertThat(count("alice")).isEqualTo(38);
    assertThat(submit("bob", 3).statusCode()).isEqualTo(202);

    api.database().sql("delete from unfinished_request where user_id = 'alice'").update();
    // Each try costs a task, so they must not come too often.
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(4))
        .until(() -> submit("alice", 3).statusCode() == 202);
  }

  @Test
  void tasksAMinuteAreLimited() {
    refused(submit("carol", 21), "submissions");
    assertThat(count("carol")).isZero();

    HttpResponse<String> answer = submit("carol", 2);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.headers().allValues("RateLimit-Policy"))
        .singleElement()
        .asString()
        .contains("\"submissions\";q=20;w=60, ", "\"active-tasks\";q=40", "qu=\"content-bytes\"");
    assertThat(answer.headers().allValues("RateLimit"))
        .singleElement()
        .asString()
        .containsPattern("\"submissions\";r=1[567];t=")
        .contains("\"active-tasks\";r=38", "\"bytes\";r=", "\"stored-bytes\";r=");
  }

  @Test
  void callThatIsRefusedCountsAsOneTask() {
    HttpResponse<String> answer = api.send(TestIssuer.user("dave"), bad());
    for (int calls = 1; answer.statusCode() == 422 && calls < 100; calls++) {
      answer = api.send(TestIssuer.user("dave"), bad());
    }

    refused(answer, "submissions");
  }

  /// Ten that are read and judged for nothing are as much work as one that is made.
  @Test
  void tasksThatAreJudgedInVainCount() {
    HttpResponse<String> answer =
        api.send(
            TestIssuer.user("lena"),
            post(api, "/api/tasks", "application/x-ndjson", "{}\n".repeat(100)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(submit("lena", 1).headers().firstValue("RateLimit").orElse(""))
        .containsPattern("\"submissions\";r=[89],");

    String brokenOff = "[" + "{},".repeat(100);
    assertThat(api.send(TestIssuer.user("lena"), json("/api/tasks", brokenOff)).statusCode())
        .isEqualTo(400);
    refused(submit("lena", 1), "submissions");
    String batch = "{\"items\":[" + "1,".repeat(100) + "1]}";
    HttpResponse<String> refused =
        api.send(TestIssuer.user("mona"), json("/api/tasks/sleep/batch", batch));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    assertThat(submit("mona", 1).headers().firstValue("RateLimit").orElse(""))
        .containsPattern("\"submissions\";r=[89],");
  }

  @Test
  void quotaIsAskedBeforeTheBodyIsRead() throws Exception {
    while (api.send(TestIssuer.user("erin"), bad()).statusCode() != 429) {
      // Until nothing is left.
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.setSoTimeout(10_000);
      String head =
          "POST /api/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + "Authorization: Bearer "
              + TestIssuer.user("erin")
              + "\r\nContent-Length: 60000000\r\n\r\n[";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      var answer = new byte[12];
      socket.getInputStream().readNBytes(answer, 0, 12);
      assertThat(new String(answer, US_ASCII)).isEqualTo("HTTP/1.1 429");
    }
  }

  @Test
  void bytesAMinuteAreLimitedAnnouncedOrNot() {
    String body = "{\"millis\":-1,\"note\":\"" + "x".repeat(210_000) + "\"}";
    refused(api.send(TestIssuer.user("frank"), one(body, true)), "bytes");

    assertThat(api.send(TestIssuer.user("grace"), one(body, false)).statusCode()).isEqualTo(422);
    refused(api.send(TestIssuer.user("grace"), one("{\"millis\":1}", true)), "bytes");
  }

  @Test
  void storedBytesAreLimitedUntilTheirTasksAreForgotten() {
    String body = "{\"millis\":1,\"note\":\"" + "x".repeat(40_000) + "\"}";
    for (int i = 0; i < 2; i++) {
      assertThat(api.send(TestIssuer.user("heidi"), one(body, true)).statusCode()).isEqualTo(202);
    }

    refused(api.send(TestIssuer.user("heidi"), one(body, true)), "stored-bytes");

    api.database().sql("delete from request where user_id = 'heidi'").update();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(5))
        .until(() -> api.send(TestIssuer.user("heidi"), one(body, true)).statusCode() == 202);
  }

  @Test
  void controlsEstimatesAndReadsHaveTheirRates() {
    haveActive("ivan", 1);
    String id =
        api.database()
            .sql("select task_id::text from request where user_id = 'ivan'")
            .query(String.class)
            .single();
    assertThat(call("ivan", "POST", "/api/tasks/" + id + "/retry").statusCode()).isNotEqualTo(429);
    refused(call("ivan", "POST", "/api/tasks/" + id + "/retry"), "controls");

    for (int i = 0; i < 3; i++) {
      assertThat(call("judy", "POST", "/api/tasks/bulk-control?dryRun=true").statusCode())
          .isNotEqualTo(429);
    }
    refused(call("judy", "POST", "/api/tasks/bulk-control?dryRun=true"), "estimates");

    assertThat(call("ken", "GET", "/api/tasks?offset=10000").statusCode()).isEqualTo(200);
    refused(call("ken", "GET", "/api/tasks?offset=10000"), "reads");
  }

  @Test
  void instancesShareAUsersRate() {
    try (RunningApi other = api.another(SETTINGS)) {
      int[] round = {0};
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> {
            String fresh = "user-" + round[0]++;
            int accepted = 0;
            for (int i = 0; i < 20; i++) {
              accepted += submit(fresh, 1).statusCode() == 202 ? 1 : 0;
              var there = other.send(TestIssuer.user(fresh), bulk(other, 1));
              accepted += there.statusCode() == 202 ? 1 : 0;
            }
            // All of it once, and what comes back within seconds; not all of it from each.
            assertThat(accepted).isBetween(20, 28);
          });
    }
    int[] round = {0};
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            submit("other-" + round[0]++, 1)
                .headers()
                .firstValue("RateLimit")
                .orElse("")
                .contains("\"submissions\";r=19"));
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
            with accepted as (
              insert into request (task_id, user_id, type, priority, parameters, max_retries,
                                   retention_ms, created_at)
              select gen_random_uuid(), ?, 'sleep', 'normal', '{"millis":0}', 3, 86400000, now()
              from generate_series(1, ?)
              returning user_id, task_id, type)
            insert into unfinished_request (user_id, task_id, type)
            select user_id, task_id, type from accepted
            """)
        .params(user, tasks)
        .update();
  }

  private static void refused(HttpResponse<String> answer, String policy) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After"))
        .hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    assertThat(answer.headers().firstValue("RateLimit"))
        .hasValueSatisfying(left -> assertThat(left).contains("\"" + policy + "\";r="));
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

  /// Without its length where that is not announced.
  private static HttpRequest.Builder one(String body, boolean announced) {
    var bytes = body.getBytes(UTF_8);
    return HttpRequest.newBuilder(api.uri("/api/tasks/sleep"))
        .header("Content-Type", "application/json")
        .POST(
            announced
                ? HttpRequest.BodyPublishers.ofByteArray(bytes)
                : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
  }

  private static HttpRequest.Builder bad() {
    return one("{}", true);
  }

  private static HttpResponse<String> call(String user, String method, String path) {
    return api.send(
        TestIssuer.user(user),
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.noBody()));
  }

  private static HttpRequest.Builder bulk(int tasks) {
    return bulk(api, tasks);
  }

  private static HttpRequest.Builder bulk(RunningApi at, int tasks) {
    String line = "{\"type\":\"sleep\",\"parameters\":{\"millis\":0}}\n";
    return post(at, "/api/tasks", "application/x-ndjson", line.repeat(tasks));
  }

  private static HttpRequest.Builder json(String path, String body) {
    return post(api, path, "application/json", body);
  }

  private static HttpRequest.Builder post(RunningApi at, String path, String type, String body) {
    return HttpRequest.newBuilder(at.uri(path))
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }
}
