package dev.millrace.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.catalogue.ExecutorSnapshot;
import dev.millrace.events.catalogue.TypeControl;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.ProjectId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What stands here was once written and must stay readable.
class TypeControlTest {

  private static final TaskType RECALC = new TaskType("recalc");
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final String PAUSED =
      """
      {"type":"recalc","paused":true,"by":"root","reason":"wrong \\"weights\\"","at":"2026-01-02T03:04:05.678Z"}\
      """;

  private static final String SUBMISSION =
      """
      {"type":"recalc","userId":"alice","parameters":{"all":true},"priority":"high","projectId":"p1","maxRetries":0,\
      "timeout":"PT30S","runAt":"2026-01-02T03:04:05.678Z"}\
      """;

  private static final String SNAPSHOT =
      """
      {"id":"host-1","host":"host","startedAt":"2026-01-02T03:04:05.678Z","at":"2026-01-02T03:04:05.678Z",\
      "types":[{"type":"recalc","permits":4,"running":1,"waiting":20}],\
      "tasks":[{"id":"00000000-0000-7000-8000-000000000001","type":"recalc","since":"2026-01-02T03:04:05.678Z"}],\
      "running":1}\
      """;

  @Test
  void pauseIsWrittenAndReadAsRecorded() {
    var paused = new TypeControl(RECALC, true, new UserId("root"), "wrong \"weights\"", AT);

    assertThat(TaskCodec.write(paused)).isEqualTo(PAUSED);
    assertThat(TaskCodec.readTypeControl(PAUSED)).isEqualTo(paused);
  }

  @Test
  void resumeWithoutAReasonAndWithALaterFieldIsRead() {
    assertThat(
            TaskCodec.readTypeControl(
                """
                {"type":"recalc","paused":false,"by":"root","at":"2026-01-02T03:04:05.678Z","x":1}
                """))
        .isEqualTo(new TypeControl(RECALC, false, new UserId("root"), null, AT));
  }

  @Test
  void submissionIsWrittenAndReadAsRecorded() {
    var all =
        new SubmitTask(
            RECALC,
            new UserId("alice"),
            new Json("{\"all\":true}"),
            Priority.HIGH,
            new ProjectId("p1"),
            0,
            Duration.ofSeconds(30),
            AT);
    var least =
        new SubmitTask(
            RECALC, new UserId("alice"), Json.EMPTY_OBJECT, null, null, null, null, null);

    assertThat(TaskCodec.write(all)).isEqualTo(SUBMISSION);
    assertThat(TaskCodec.readSubmission(event(SUBMISSION))).isEqualTo(all);
    assertThat(
            TaskCodec.readSubmission(
                event("{\"type\":\"recalc\",\"userId\":\"alice\",\"parameters\":{},\"x\":1}")))
        .isEqualTo(least);
    assertThatThrownBy(() -> TaskCodec.readSubmission(event("{\"type\":\"recalc\"}")))
        .isInstanceOf(MalformedRecord.class);
    assertThatThrownBy(() ->
            TaskCodec.readSubmission(
                event(SUBMISSION.replace("\"maxRetries\":0", "\"maxRetries\":101"))))
        .isInstanceOf(MalformedRecord.class);
  }

  private static CloudEvent event(String data) {
    String task = "00000000-0000-7000-8000-000000000001";
    return new CloudEvent(
        task + ":0", "dev.millrace.task.submit.v1", "/shop", task, AT, null, data);
  }

  @Test
  void snapshotIsWrittenAndReadAsRecorded() {
    var snapshot =
        new ExecutorSnapshot(
            new ExecutorId("host-1"),
            "host",
            AT,
            AT,
            List.of(new ExecutorSnapshot.TypeLoad(RECALC, 4, 1, 20)),
            List.of(
                new ExecutorSnapshot.RunningTask(
                    TaskId.parse("00000000-0000-7000-8000-000000000001"), RECALC, AT)),
            1);

    assertThat(TaskCodec.write(snapshot)).isEqualTo(SNAPSHOT);
    assertThat(TaskCodec.readSnapshot(SNAPSHOT)).isEqualTo(snapshot);
  }
}
