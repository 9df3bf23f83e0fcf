package dev.millrace.client;

import static dev.millrace.client.Fixture.ID;
import static dev.millrace.client.Fixture.MAIL;
import static dev.millrace.client.Fixture.accepted;
import static dev.millrace.client.Fixture.task;
import static dev.millrace.client.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.client.Fixture.Mail;
import dev.millrace.client.ScriptedServer.Seen;
import dev.millrace.client.problem.BadAnswerException;
import dev.millrace.client.task.Task;
import dev.millrace.client.task.TaskStatus;
import dev.millrace.type.Priority;
import dev.millrace.type.SubmitOptions;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many tasks in one call: submitted, and listed.
@Timeout(60)
class ManyTasksIT {

  private static final Mail TO_BOB = new Mail("bob");

  private final ScriptedServer server = new ScriptedServer();
  private final Tasks tasks = Fixture.tasks(server.address());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void moreThanAThousandAreNotSent() {
    assertThatThrownBy(
            () -> tasks.submitAll(MAIL, Collections.nCopies(1_001, TO_BOB), SubmitOptions.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at most 1000 tasks at once; got 1001");
    assertThat(server.seen("POST /api/tasks")).isEmpty();
  }

  @Test
  void aBulkHasAResultForEach() {
    server.on(
        "POST /api/tasks",
        json(
            202,
            "["
                + accepted()
                + ","
                + "{\"outcome\":\"refused\",\"type\":\"https://millrace.dev/problems/unknown-type\","
                + "\"title\":\"No such task type\",\"status\":404,\"detail\":\"no mail\"},"
                + accepted().replace("\"accepted\"", "\"coalesced\",\"ignored\":[\"priority\"]")
                + "]"));

    List<BulkResult<Fixture.Sent>> results =
        tasks.submitAll(
            MAIL,
            List.of(TO_BOB, TO_BOB, TO_BOB),
            SubmitOptions.NONE.withPriority(Priority.LOW).withMaxRetries(7));

    assertThat(server.seen("POST /api/tasks").get(0).body())
        .startsWith(
            "[{\"type\":\"mail\",\"parameters\":{\"to\":\"bob\"},\"priority\":\"low\","
                + "\"maxRetries\":7},");
    assertThat(results).hasSize(3);
    var first = (BulkResult.Accepted<Fixture.Sent>) results.get(0);
    assertThat(first.handle().id()).isEqualTo(ID);
    assertThat(first.coalesced()).isFalse();
    var second = (BulkResult.Refused<Fixture.Sent>) results.get(1);
    assertThat(second.problem()).hasMessage("404 No such task type: no mail");
    var third = (BulkResult.Accepted<Fixture.Sent>) results.get(2);
    assertThat(third.coalesced()).isTrue();
    assertThat(third.ignored()).containsExactly("priority");
  }

  @Test
  void aListIsFetchedAsItIsRead() {
    server.on(
        "GET /api/tasks",
        json(200, "{\"items\":[" + task("running") + "," + task("failed") + "],\"next\":\"c1\"}"),
        json(200, "{\"items\":[],\"next\":\"c2\"}"),
        json(200, "{\"items\":[" + task("paused") + "],\"next\":null}"));
    TaskFilter filter =
        TaskFilter.ALL.withStatuses(TaskStatus.RUNNING, TaskStatus.FAILED).withTypes("mail");

    assertThat(tasks.find(filter).limit(2).map(Task::status))
        .containsExactly(TaskStatus.RUNNING, TaskStatus.FAILED);
    assertThat(server.seen("GET /api/tasks")).hasSize(1);
    server.on(
        "GET /api/tasks",
        json(200, "{\"items\":[" + task("running") + "],\"next\":\"c1\"}"),
        json(200, "{\"items\":[],\"next\":\"c2\"}"),
        json(200, "{\"items\":[" + task("paused") + "],\"next\":null}"));
    assertThat(tasks.find(filter)).hasSize(2);
    assertThat(server.seen("GET /api/tasks").stream().map(Seen::query))
        .endsWith(
            "status=running%2Cfailed&type=mail&limit=100",
            "status=running%2Cfailed&type=mail&limit=100&cursor=c1",
            "status=running%2Cfailed&type=mail&limit=100&cursor=c2");
  }

  @Test
  void aListThatDoesNotGetOnIsNone() {
    server.on("GET /api/tasks", json(200, "{\"items\":[],\"next\":\"same\"}"));

    assertThatThrownBy(() -> tasks.find(TaskFilter.ALL).count())
        .isInstanceOf(BadAnswerException.class)
        .hasMessage("The list does not get on");
  }
}
