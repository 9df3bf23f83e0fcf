package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    other = one.another(Map.of());
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
        assertThat(status).isEqualTo(folded ? before(call) : "pending");
        for (RunningApi api : List.of(other, one)) {
          JsonNode now = task(api, id);
          assertThat(now.get("status").asString()).as(call).isEqualTo(status);
          assertThat(now.get("updatedAt")).isEqualTo(RunningApi.json(told).get("updatedAt"));
        }
      }
    }
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

  private static JsonNode listed(RunningApi api, String type) {
    return RunningApi.json(api.get("/api/task-types"))
        .get("items")
        .valueStream()
        .filter(item -> item.get("type").asString().equals(type))
        .findFirst()
        .orElseThrow();
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
