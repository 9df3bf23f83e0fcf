package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What was told with a 202 holds at every process, while the projection has stopped: it knows what
/// a test has folded, and nothing else.
@MillraceInfra
@Timeout(120)
class ReadYourWritesIT {

  private static RunningApi one;
  private static RunningApi other;

  @BeforeAll
  static void start(Infra infra) {
    one = RunningApi.start(infra);
    other = one.another(Map.of("millrace.api.waits.most", "3", "millrace.api.waits.per-user", "2"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> other.get("/api/task-types/sleep").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
  }

  @Test
  void submittedTaskIsThereAtOnceWhicheverWayItIsAskedFor() {
    for (int i = 1; i <= 30; i++) {
      RunningApi at = i % 2 == 0 ? one : other;
      RunningApi elsewhere = i % 2 == 0 ? other : one;
      String project = "submitted-" + i;
      String later = i % 3 == 0 ? "&runAt=2099-01-01T00:00:00Z" : "";
      String id = at.submit("/api/tasks/sleep?projectId=" + project + later, "{\"millis\":1}");

      for (RunningApi api : List.of(elsewhere, at)) {
        String status = later.isEmpty() ? "pending" : "scheduled";
        assertThat(task(api, id).get("status").asString()).isEqualTo(status);
        assertThat(api.get("/api/tasks/" + id + "/events").statusCode()).isEqualTo(200);
        JsonNode listed = RunningApi.json(api.get("/api/tasks?projectId=" + project)).get("items");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.get(0).get("status").asString()).isEqualTo(status);
      }
    }
  }

  @Test
  void controlledTaskIsNeverOlderThanItsControllerWasTold() {
    for (String call : List.of("cancel", "pause", "resume", "retry")) {
      for (boolean folded : new boolean[] {true, false}) {
        if (!folded && (call.equals("resume") || call.equals("retry"))) {
          continue;
        }
        String id = one.submit("/api/tasks/sleep", "{\"millis\":1}");
        if (folded) {
          one.fold(id, before(call), 7);
        }

        HttpResponse<String> told = control(one, id, call);

        assertThat(told.statusCode()).as(call + " " + told.body()).isEqualTo(202);
        String status = RunningApi.json(told).get("status").asString();
        assertThat(status).isEqualTo(after(call, folded));
        for (RunningApi api : List.of(other, one)) {
          JsonNode now = task(api, id);
          assertThat(now.get("status").asString()).as(call).isEqualTo(status);
          assertThat(now.get("updatedAt")).isEqualTo(RunningApi.json(told).get("updatedAt"));
        }
      }
    }
  }

  @Test
  void whatIsAnsweredByAFactIsShownAsTheFactHasIt() {
    String cancelled = one.submit("/api/tasks/sleep", "{\"millis\":1}");
    one.fold(cancelled, "running", 3);
    control(one, cancelled, "cancel");
    one.fold(cancelled, "running", 4);
    String stopping =
        other.get("/api/tasks/" + cancelled).headers().firstValue("ETag").orElseThrow();
    assertThat(task(other, cancelled).get("status").asString()).isEqualTo("cancelling");
    assertThat(task(other, cancelled).at("/links/pause").isMissingNode()).isTrue();
    one.fold(cancelled, "completed", 5);
    assertThat(task(other, cancelled).get("status").asString()).isEqualTo("completed");
    assertThat(other.get("/api/tasks/" + cancelled).headers().firstValue("ETag"))
        .isNotEqualTo(Optional.of(stopping));

    String again = one.submit("/api/tasks/sleep", "{\"millis\":1}");
    one.fold(again, "failed", 3);
    control(one, again, "retry");
    assertThat(task(other, again).get("completedAt").isNull()).isTrue();
    one.fold(again, "failed", 6);
    assertThat(task(other, again).get("status").asString()).isEqualTo("failed");
  }

  @Test
  void wishThatNobodyAnswersIsForgottenAndSoIsOneFromBeforeARedrive() {
    String refused = one.submit("/api/tasks/sleep", "{\"millis\":1}");
    one.fold(refused, "running", 3);
    control(one, refused, "cancel");
    one.database()
        .sql("update request set asked_at = now() - interval '61 seconds' where task_id = ?")
        .param(UUID.fromString(refused))
        .update();
    assertThat(task(other, refused).get("status").asString()).isEqualTo("running");

    String redriven = one.submit("/api/tasks/sleep", "{\"millis\":1}");
    one.fold(redriven, "running", 3);
    control(one, redriven, "cancel");
    one.database()
        .sql("update request set sequence = 5 where task_id = ?")
        .param(UUID.fromString(redriven))
        .update();
    one.fold(redriven, "running", 6);
    assertThat(task(other, redriven).get("status").asString()).isEqualTo("running");
  }

  @Test
  void pauseThatNoFactTellsOfYetIsTakenBackAtTheOtherProcess() {
    String id = one.submit("/api/tasks/sleep", "{\"millis\":1}");
    assertThat(control(other, id, "resume").statusCode()).isEqualTo(409);
    assertThat(control(one, id, "pause").statusCode()).isEqualTo(202);

    assertThat(control(other, id, "resume").statusCode()).isEqualTo(202);

    assertThat(control(one, id, "resume").statusCode()).isEqualTo(409);
  }

  @Test
  void pausedTypeIsPausedAtTheOtherProcessAtOnce() {
    for (int i = 0; i < 10; i++) {
      for (String call : List.of("pause", "resume")) {
        HttpResponse<String> told =
            one.send(
                TestIssuer.operator("root"),
                HttpRequest.newBuilder(one.uri("/api/task-types/sleep/" + call))
                    .POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(told.statusCode()).isEqualTo(202);
        assertThat(RunningApi.json(other.get("/api/task-types/sleep")).get("paused").isNull())
            .isEqualTo(call.equals("resume"));
        assertThat(listed(other, "sleep").get("paused").isNull()).isEqualTo(call.equals("resume"));
      }
    }
  }

  @Test
  void userAndProcessHaveNoMoreLongPollsThanTheyMay() {
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    waiting.add(longPoll("alice", 15));
    waiting.add(longPoll("alice", 15));
    await().atMost(Duration.ofSeconds(30)).until(() -> status(longPoll("alice", 1)) == 429);
    waiting.add(longPoll("bob", 15));
    await().atMost(Duration.ofSeconds(30)).until(() -> status(longPoll("carol", 1)) == 503);

    assertThat(waiting.stream().map(ReadYourWritesIT::status)).containsOnly(200);

    assertThat(status(longPoll("alice", 1))).isEqualTo(200);
  }

  /// Asks the process that has little room for a task of this user.
  private static CompletableFuture<HttpResponse<String>> longPoll(String user, int seconds) {
    String token = TestIssuer.user(user);
    var submitted =
        one.send(
            token,
            HttpRequest.newBuilder(one.uri("/api/tasks/sleep"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"millis\":1}")));
    String id = RunningApi.json(submitted).get("id").asString();
    return other.http.sendAsync(
        HttpRequest.newBuilder(other.uri("/api/tasks/" + id))
            .header("Authorization", "Bearer " + token)
            .header("Prefer", "wait=" + seconds)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int status(CompletableFuture<HttpResponse<String>> answer) {
    return answer.join().statusCode();
  }

  private static JsonNode listed(RunningApi api, String type) {
    return RunningApi.json(api.get("/api/task-types"))
        .get("items")
        .valueStream()
        .filter(item -> item.get("type").asString().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static String after(String call, boolean folded) {
    return switch (call) {
      case "cancel" -> "cancelling";
      case "resume", "retry" -> "pending";
      default -> folded ? "running" : "pending";
    };
  }

  private static String before(String call) {
    return switch (call) {
      case "resume" -> "paused";
      case "retry" -> "failed";
      default -> "running";
    };
  }

  private static HttpResponse<String> control(RunningApi api, String id, String call) {
    return call.equals("cancel")
        ? api.delete("/api/tasks/" + id)
        : api.post("/api/tasks/" + id + "/" + call, "{}");
  }

  private static JsonNode task(RunningApi api, String id) {
    var answer = api.get("/api/tasks/" + id);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningApi.json(answer);
  }
}
