package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.problem.Problem;
import dev.millrace.client.problem.Problem.FieldError;
import dev.millrace.client.problem.ProblemException;
import dev.millrace.client.problem.UnreachableException;
import dev.millrace.client.task.AwaitTimeoutException;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskEndedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class OutcomeTest {

  private static final UUID ID = UUID.fromString("01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01");

  @ParameterizedTest
  @CsvSource({"failed, 1", "timeout, 1", "cancelled, 3"})
  void tasksThatEndOtherwiseHaveACode(String status, int code) {
    String task =
        "{\"id\":\""
            + ID
            + "\",\"type\":\"mail\",\"status\":\""
            + status
            + "\",\"createdAt\":\"2026-03-01T12:00:00Z\"}";
    var ended = TaskEndedException.of(Task.read(JsonMapper.builder().build().readTree(task)));

    assertThat(Outcome.of(ended).code()).isEqualTo(code);
  }

  @Test
  void whatMillraceRefusesNamesThePlaces() {
    var problem =
        new Problem(
            Problem.BASE + "invalid-parameters",
            422,
            "No fit",
            "/a is wrong",
            List.of(new FieldError("/a", "is wrong"), new FieldError("/b", "is missing")),
            null,
            JsonNodeFactory.instance.objectNode());

    assertThat(Outcome.of(ProblemException.of(problem)))
        .isEqualTo(new Outcome(4, "422 No fit: /a is wrong; /b is missing"));
  }

  @Test
  void noAnswerIsAnotherCodeThanARefusal() {
    assertThat(Outcome.of(new UnreachableException("no", new IOException())).code()).isEqualTo(5);
    assertThat(Outcome.of(new AwaitTimeoutException(ID, Duration.ofSeconds(1), null)).code())
        .isEqualTo(5);
    assertThat(Outcome.of(new BadAnswerException("no task")).code()).isEqualTo(4);
    assertThat(Outcome.of(new IllegalArgumentException("no token")).code()).isEqualTo(2);
  }
}
