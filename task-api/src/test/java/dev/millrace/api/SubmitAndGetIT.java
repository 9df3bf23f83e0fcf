package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a caller sees of one task.
@MillraceInfra
class SubmitAndGetIT {

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
  void acceptedTaskIsThereAtOnce() {
    for (int i = 0; i < 1000; i++) {
      var accepted = api.post("/api/tasks/sleep?projectId=p1", "{\"millis\":" + i + "}");
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);

      var task = api.get(accepted.headers().firstValue("Location").orElseThrow());

      assertThat(task.statusCode()).as(task.body()).isEqualTo(200);
      var json = RunningApi.json(task);
      assertThat(json.get("id")).isEqualTo(RunningApi.json(accepted).get("id"));
      assertThat(json.get("status").asString()).isEqualTo("pending");
      assertThat(json.get("parameters").get("millis").asInt()).isEqualTo(i);
    }
  }

  @Test
  void taskHasEveryFieldInOrder() {
    var accepted = api.post("/api/tasks/sleep?priority=high&maxRetries=7", "{ \"millis\" : 1 }");

    var task = api.get(accepted.headers().firstValue("Location").orElseThrow());

    assertThat(RunningApi.json(task).propertyNames())
        .containsExactly(
            "id",
            "type",
            "status",
            "priority",
            "userId",
            "projectId",
            "parentId",
            "parameters",
            "parametersBytes",
            "metadata",
            "progress",
            "result",
            "resultBytes",
            "error",
            "attempt",
            "retryCount",
            "maxRetries",
            "createdAt",
            "startedAt",
            "completedAt",
            "updatedAt",
            "expiresAt",
            "waiting",
            "links");
    assertThat(RunningApi.json(task).get("maxRetries").asInt()).isEqualTo(7);
    assertThat(RunningApi.json(task).get("priority").asString()).isEqualTo("high");
  }
}
