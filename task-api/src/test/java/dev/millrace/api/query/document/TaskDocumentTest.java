package dev.millrace.api.query.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.api.pause.TypePause;
import dev.millrace.api.query.action.PendingControl;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.http.answer.JsonAnswer;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a row.
class TaskDocumentTest {

  private static final String ID = "01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01";
  private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:01Z");
  private static final String STORED = "{\"blob\":\"b\",\"bytes\":9000,\"sha256\":\"aa\"}";

  private static final String LINKS =
      """
      "links":{"self":{"method":"GET","href":"/api/tasks/ID"},\
      "events":{"method":"GET","href":"/api/tasks/ID/events"},\
      "stream":{"method":"GET","href":"/api/tasks/ID/stream"},\
      "cancel":{"method":"DELETE","href":"/api/tasks/ID"},\
      "pause":{"method":"POST","href":"/api/tasks/ID/pause"}}}\
      """
          .replace("ID", ID);

  private static final TypeLoads NOTHING_HEARD =
      new TypeLoads() {
        @Override
        public @Nullable Load of(String type, ExecutorGroup group) {
          return null;
        }

        @Override
        public @Nullable String absence(String type, ExecutorGroup group) {
          return null;
        }

        @Override
        public SortedSet<ExecutorGroup> living() {
          return new TreeSet<>();
        }
      };

  @Test
  void taskWithEverythingHasItInTheOrderOfTheSchema() throws SQLException {
    assertThat(text(alone(everything())))
        .isEqualTo(
            """
            {"id":"01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01","type":"recalc","status":"running",\
            "priority":"high","userId":"alice","projectId":"season-4",\
            "parentId":"01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e00","parameters":{"n":1.50},\
            "parametersBytes":null,"metadata":{"file":"ü/\\u0001"},\
            "progress":{"done":1500,"total":50000,"percent":3,"message":"row \\"1\\"",\
            "detail":{"d":1.0},"rate":97.0,"eta":"2026-03-01T12:08:20.593Z"},\
            "result":[1E2],"resultBytes":null,"error":{"code":"bad-input"},"attempt":2,\
            "retryCount":1,"maxRetries":3,"createdAt":"2026-03-01T12:00:00.123Z",\
            "startedAt":"2026-03-01T12:00:00.150Z","completedAt":"2026-03-01T12:00:04Z",\
            "updatedAt":"2026-03-01T12:00:00.800123Z","expiresAt":"2026-03-08T12:00:04Z",\
            "waiting":null,\
            """
                + LINKS);
  }

  @Test
  void taskWithNothingHasEveryMemberAllTheSame() throws SQLException {
    assertThat(text(FoundTask.accepted(accepted().get()).alone(null, around(null))))
        .isEqualTo(
            """
            {"id":"01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e01","type":"sleep","status":"pending",\
            "priority":"normal","userId":"alice","projectId":null,"parentId":null,"parameters":{},\
            "parametersBytes":null,"metadata":null,"progress":null,"result":null,\
            "resultBytes":null,"error":null,"attempt":0,"retryCount":0,"maxRetries":0,\
            "createdAt":"2026-03-01T12:00:00.123Z","startedAt":null,"completedAt":null,\
            "updatedAt":"2026-03-01T12:00:00.123Z","expiresAt":null,\
            "waiting":{"reason":"queue","until":null,"by":null,"position":null,\
            "message":"waits for a free executor"},\
            """
                + LINKS);
  }

  @Test
  void listLinksToWhatItLeavesOut() throws SQLException {
    InMemoryRow row = everything().with("parameters_bytes", 5_000).with("stored_result", STORED);
    var brief = FoundTask.projected(row.withNull("parameters").withNull("result").get());

    assertThat(text(brief.listed(around(null))))
        .contains(
            "\"parameters\":null,\"parametersBytes\":5000,",
            "\"result\":null,\"resultBytes\":9000,")
        .endsWith(
            """
            "links":{"self":{"method":"GET","href":"/api/tasks/ID"},\
            "parameters":{"method":"GET","href":"/api/tasks/ID/parameters"},\
            "result":{"method":"GET","href":"/api/tasks/ID/result"}}}\
            """
                .replace("ID", ID));
  }

  @Test
  void listLinksToATaskAloneThatHasAllOfIt() throws SQLException {
    assertThat(text(FoundTask.projected(everything().get()).listed(around(null))))
        .endsWith(",\"links\":{\"self\":{\"method\":\"GET\",\"href\":\"/api/tasks/" + ID + "\"}}}");
  }

  @Test
  void storedParametersAreNullBesideTheirSize() throws SQLException {
    InMemoryRow row =
        everything()
            .with("metadata", "{\"storedParameters\":" + STORED + "}")
            .with("parameters", "{}");

    assertThat(text(alone(row)))
        .contains(
            "\"parameters\":null,\"parametersBytes\":9000,",
            "\"parameters\":{\"method\":\"GET\",\"href\":\"/api/tasks/" + ID + "/parameters\"}");
  }

  @Test
  void jsonOfOthersIsPassedOnWithoutALookAtIt() throws SQLException {
    InMemoryRow row =
        everything()
            .with("parameters", "{\"no json")
            .with("metadata", "[no json")
            .with("result", "no json either")
            .with("error", "{{");

    assertThat(text(alone(row)))
        .contains(
            "\"parameters\":{\"no json,\"parametersBytes\":null,\"metadata\":[no json,",
            "\"result\":no json either,\"resultBytes\":null,\"error\":{{,");
  }

  @Test
  void storedResultIsAPieceInItsPlace() throws SQLException {
    InMemoryRow row = everything().withNull("result").with("stored_result", STORED);
    TaskDocument task = alone(row);
    var stored = new JsonAnswer.Stored(9_000, InputStream::nullInputStream);
    String whole = text(task);
    int place = whole.indexOf("\"result\":null,\"resultBytes\":9000,") + "\"result\":".length();

    assertThat(task.with(stored).pieces())
        .containsExactly(
            new JsonAnswer.Text(whole.substring(0, place)),
            stored,
            new JsonAnswer.Text(whole.substring(place + "null".length())));
  }

  @Test
  void onlyItsLinksAreShownBelowAPath() throws SQLException {
    InMemoryRow row = everything().with("parameters", "{\"links\":{\"a\":{\"href\":\"/mine\"}}}");
    TaskDocument task = alone(row);

    TaskDocument below = task.below("/millrace");

    assertThat(text(below))
        .isEqualTo(text(task).replace("\"href\":\"/api", "\"href\":\"/millrace/api"));
    assertThat(below.etag()).isEqualTo(task.etag());
    assertThat(task.below("")).isSameAs(task);
  }

  @Test
  void taskThatIsAskedToRunAgainShowsNoEnd() throws SQLException {
    InMemoryRow row = everything().with("status", "failed");
    var ask = new PendingControl(TaskAction.REDRIVE, 7, null);

    TaskDocument task = FoundTask.projected(row.get()).alone(ask, around(null));

    assertThat(task.status().wire()).isEqualTo("pending");
    assertThat(text(task))
        .contains("\"error\":null", "\"completedAt\":null", "\"expiresAt\":null", "\"attempt\":2");
  }

  @Test
  void taskThatIsAskedToGoOnBeforeItsTimeIsScheduledForIt() throws SQLException {
    InMemoryRow row = everything().withNull("next_at").with("status", "paused");
    var ask = new PendingControl(TaskAction.RESUME, 7, Instant.parse("2026-03-02T00:00:00Z"));

    TaskDocument task = FoundTask.projected(row.get()).alone(ask, around(null));

    assertThat(text(task))
        .contains(
            "\"status\":\"scheduled\"",
            "\"waiting\":{\"reason\":\"schedule\",\"until\":\"2026-03-02T00:00:00Z\"");
  }

  @Test
  void entityTagIsTheSameInEveryProcess() throws SQLException {
    assertThat(alone(everything()).etag()).isEqualTo("\"7-57c40582\"");
  }

  @Test
  void entityTagStaysWhileATaskOnlyMovesUpInItsQueueOrGoesOn() throws SQLException {
    InMemoryRow third = everything().with("status", "pending").with("ahead", 2);
    InMemoryRow first = everything().with("status", "pending").with("ahead", 0);
    var later =
        new TypeConditions(
            _ -> null, NOTHING_HEARD, Clock.offset(around(null).clock(), Duration.ofMinutes(9)));

    assertThat(text(alone(third))).isNotEqualTo(text(alone(first)));
    assertThat(alone(third).etag()).isEqualTo(alone(first).etag());
    TaskDocument stalled = FoundTask.projected(everything().get()).alone(null, later);
    assertThat(text(stalled)).isNotEqualTo(text(alone(everything())));
    assertThat(stalled.etag()).isEqualTo(alone(everything()).etag());
  }

  @ParameterizedTest
  @CsvSource({"sequence, 8", "status,   cancelling", "type,     unknown", "status,   pending"})
  void entityTagChangesWithWhatIsShown(String column, String value) throws SQLException {
    Object other = column.equals("sequence") ? Long.valueOf(value) : value;

    assertThat(alone(everything().with(column, other)).etag())
        .isNotEqualTo(alone(everything()).etag());
  }

  @Test
  void entityTagChangesWhenATaskIsRestoredAtTheSameSequence() throws SQLException {
    assertThat(alone(everything().with("updated_at", NOW)).etag())
        .isNotEqualTo(alone(everything()).etag());
  }

  @Test
  void entityTagChangesWithAPauseOfTheTypeAndItsReason() throws SQLException {
    var task = FoundTask.projected(everything().with("status", "pending").get());
    String queued = task.alone(null, around(null)).etag();
    String paused = task.alone(null, around(new TypePause("root", "repair", NOW))).etag();
    String otherwise = task.alone(null, around(new TypePause("root", null, NOW))).etag();

    assertThat(queued).isNotEqualTo(paused).isNotEqualTo(otherwise);
    assertThat(paused).isNotEqualTo(otherwise);
  }

  @Test
  void rowOfARequestIsAskedForNothingThatItDoesNotHave() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> FoundTask.projected(accepted().get()).listed(around(null)))
        .withMessageContaining("no column");
  }

  private static TaskDocument alone(InMemoryRow row) throws SQLException {
    return FoundTask.projected(row.get()).alone(null, around(null));
  }

  private static String text(TaskDocument task) {
    return task.json().text();
  }

  private static TypeConditions around(@Nullable TypePause pause) {
    return new TypeConditions(_ -> pause, NOTHING_HEARD, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static InMemoryRow accepted() {
    return InMemoryRow.of(
            "project_id", "parent_id", "metadata", "next_at", "parameters_bytes", "executor_group")
        .with("task_id", UUID.fromString(ID))
        .with("sequence", 0)
        .with("type", "sleep")
        .with("status", "pending")
        .with("priority", "normal")
        .with("user_id", "alice")
        .with("parameters", "{}")
        .with("attempt", 0)
        .with("retry_count", 0)
        .with("max_retries", 0)
        .with("created_at", CREATED)
        .with("updated_at", CREATED);
  }

  private static InMemoryRow everything() {
    return InMemoryRow.of(
            "parameters_bytes",
            "result_bytes",
            "stored_result",
            "ahead",
            "own_running",
            "executor_group")
        .with("task_id", UUID.fromString(ID))
        .with("sequence", 7L)
        .with("type", "recalc")
        .with("status", "running")
        .with("priority", "high")
        .with("user_id", "alice")
        .with("project_id", "season-4")
        .with("parent_id", UUID.fromString("01936b2e-7c3a-7d52-9c1e-3f6a5b8d9e00"))
        .with("parameters", "{\"n\":1.50}")
        .with("metadata", "{\"file\":\"ü/\\u0001\"}")
        .with(
            "progress",
            "{\"done\":1500,\"total\":50000,\"message\":\"row \\\"1\\\"\",\"detail\":{\"d\":1.0}}")
        .with("progress_rate", 97.04)
        .with("progress_at", Instant.parse("2026-03-01T12:00:00.8Z"))
        .with("result", "[1E2]")
        .with("error", "{\"code\":\"bad-input\"}")
        .with("actor", "{\"user\":\"bob\",\"reason\":null}")
        .with("next_at", Instant.parse("2026-03-01T12:00:03Z"))
        .with("attempt", 2)
        .with("retry_count", 1)
        .with("max_retries", 3)
        .with("created_at", CREATED)
        .with("started_at", Instant.parse("2026-03-01T12:00:00.150Z"))
        .with("completed_at", Instant.parse("2026-03-01T12:00:04Z"))
        .with("updated_at", Instant.parse("2026-03-01T12:00:00.800123Z"))
        .with("expires_at", Instant.parse("2026-03-08T12:00:04Z"));
  }
}
