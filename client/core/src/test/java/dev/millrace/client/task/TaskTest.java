package dev.millrace.client.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.problem.BadAnswerException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TaskTest {

  private static final String TASK =
      """
      {"id": "01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01", "type": "mail", "status": "running", "attempt": 2,
       "createdAt": "2026-03-01T12:00:00.123Z", "parameters": {"to": "bob"},
       "progress": {"done": 3, "total": null, "message": "three", "percent": null, "rate": 1.5},
       "error": {"code": "busy", "message": "later", "retryable": true}, "newMember": 7}
      """;

  @Test
  void whatIsKnownIsReadAndTheRestIsInTheDocument() {
    Task task = read(TASK);

    assertThat(task.id()).isEqualTo(UUID.fromString("01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01"));
    assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(task.error()).isEqualTo(new TaskError("busy", "later", true));
    assertThat(task.document().path("newMember").asInt(0)).isEqualTo(7);
    assertThat(task).asString().contains("mail, running").doesNotContain("bob");
  }

  @Test
  void progressIsTheSameInATaskAndInAnEvent() {
    String event =
        "{\"data\": {\"progress\": {\"done\": 3, \"message\": \"three\", \"detail\": null}}}";

    assertThat(Progress.ofEvent(JsonMapper.builder().build().readTree(event)))
        .isEqualTo(read(TASK).progress());
  }

  @Test
  void aStatusOfTheFutureIsNoneThatEnds() {
    Task task = read(TASK.replace("running", "hibernating"));

    assertThat(task.status()).isEqualTo(TaskStatus.UNKNOWN);
    assertThat(task.status().isFinal()).isFalse();
  }

  @Test
  void fourStatusesAreFinal() {
    assertThat(Arrays.stream(TaskStatus.values()).filter(TaskStatus::isFinal))
        .containsExactly(
            TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED, TaskStatus.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "{}",
        "{\"id\": \"7\", \"type\": \"mail\", \"status\": \"running\", \"createdAt\": \"2026-03-01T12:00:00Z\"}",
        "{\"id\": \"01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01\", \"type\": \"mail\", \"status\": 7}",
        "{\"id\": \"01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01\", \"type\": \"mail\", \"status\": \"running\","
            + " \"createdAt\": \"yesterday\"}"
      })
  void anythingElseIsNoTask(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(BadAnswerException.class)
        .hasMessageStartingWith("The answer is no task");
  }

  private static Task read(String json) {
    return Task.read(JsonMapper.builder().build().readTree(json));
  }
}
