package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.events.task.UserId;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// The projection and the request table, read as one.
@MillraceInfra
@Timeout(120)
class ReadingIT {

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
  void projectionIsBelievedOnceItKnowsATask() {
    String id = submit("believed");
    fold(id, "running");

    JsonNode task = RunningApi.json(api.get("/api/tasks/" + id));

    assertThat(task.get("status").asString()).isEqualTo("running");
    assertThat(task.get("attempt").asInt()).isEqualTo(1);
    assertThat(task.get("progress").toString())
        .isEqualTo(
            "{\"done\":25,\"total\":100,\"percent\":25,\"message\":\"rows\",\"detail\":null,"
                + "\"rate\":5.0,\"eta\":\"2030-01-01T00:00:15Z\"}");
    JsonNode history = RunningApi.json(api.get("/api/tasks/" + id + "/events"));
    assertThat(history.at("/items/0/type").asString()).isEqualTo("dev.millrace.task.started.v1");
    assertThat(history.at("/items/0/data/attempt").asInt()).isEqualTo(1);
  }

  @Test
  void pagesJoinFoldedAndFreshTasksWithoutGapOrRepeat() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String id = submit("paged");
      newestFirst.addFirst(id);
      if (i % 3 == 0) {
        fold(id, "running");
      }
    }
    List<String> seen = new ArrayList<>();
    String path = "/api/tasks?projectId=paged&limit=4";
    String cursor = "";

    while (cursor != null) {
      JsonNode page = RunningApi.json(api.get(path + "&cursor=" + cursor));
      page.get("items").forEach(item -> seen.add(item.get("id").asString()));
      cursor = page.get("next").isNull() ? null : page.get("next").asString();
    }

    assertThat(seen).isEqualTo(newestFirst);
    assertThat(count("projectId=paged&status=running&limit=100")).isEqualTo(9);
    assertThat(count("projectId=paged&status=pending&limit=100")).isEqualTo(16);
    assertThat(count("projectId=paged&type=other")).isZero();
  }

  @Test
  void taskIsNotShownAsEndedBeforeItsResultCanBe() {
    String id = submit("ended");
    api.database()
        .sql(
            """
            update request set status = 'completed', sequence = 2, ended_at = now(),
                expires_at = now() + interval '1 day' where task_id = ?
            """)
        .param(UUID.fromString(id))
        .update();

    var answer = api.get("/api/tasks/" + id);

    JsonNode task = RunningApi.json(answer);
    assertThat(task.get("status").asString()).isEqualTo("pending");
    assertThat(task.get("completedAt").isNull()).isTrue();
    assertThat(answer.headers().firstValue("etag"))
        .as("who waits for news waits for the end, too")
        .hasValueSatisfying(etag -> assertThat(etag).startsWith("\"0-"));
    assertThat(count("projectId=ended&status=completed")).isZero();
  }

  @Test
  void historyComesInPagesWithWhoDidItAndWhy() {
    String id = submit("history");
    fold(id, "running");
    for (int sequence = 2; sequence <= 5; sequence++) {
      fact(id, sequence);
    }

    JsonNode first = RunningApi.json(api.get("/api/tasks/" + id + "/events?limit=3"));
    JsonNode second =
        RunningApi.json(
            api.get("/api/tasks/" + id + "/events?limit=3&cursor=" + first.get("next").asString()));

    assertThat(first.get("items").valueStream().map(i -> i.get("sequence").asInt()))
        .containsExactly(1, 2, 3);
    assertThat(second.get("items").valueStream().map(i -> i.get("sequence").asInt()))
        .containsExactly(4, 5);
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(first.at("/items/0/actor").isNull()).isTrue();
    assertThat(first.at("/items/1/actor").toString())
        .isEqualTo("{\"user\":\"bob\",\"reason\":\"wrong file\"}");
    assertThat(api.get("/api/tasks/" + id + "/events?cursor=x").statusCode()).isEqualTo(400);
    assertThat(api.get("/api/tasks/" + id + "/events?limit=0").statusCode()).isEqualTo(400);
  }

  private static void fact(String id, int sequence) {
    api.projectionDatabase()
        .sql(
            """
            insert into task_facts (task_id, sequence, day, sequences, types, times, data)
            values (?, ?, current_date, array[?::bigint], '{dev.millrace.task.paused.v1}',
                    array[now()], array['{"actor":{"user":"bob","reason":"wrong file"}}'::json])
            """)
        .params(UUID.fromString(id), sequence, sequence)
        .update();
  }

  @Test
  void pagesAreFilteredByStatusesSkippedByOffsetAndHeldToTheirFilter() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      String id = submit("filtered");
      newestFirst.addFirst(id);
      if (i % 3 != 0) {
        fold(id, i % 3 == 1 ? "running" : "paused");
      }
    }

    JsonNode skipped = RunningApi.json(api.get("/api/tasks?projectId=filtered&offset=4&limit=3"));

    assertThat(skipped.get("items").valueStream().map(item -> item.get("id").asString()))
        .containsExactlyElementsOf(newestFirst.subList(4, 7));
    assertThat(count("projectId=filtered&status=running,paused")).isEqualTo(6);
    assertThat(count("projectId=filtered&status=running&status=pending")).isEqualTo(6);
    assertThat(count("projectId=filtered&createdTo=2020-01-01T00:00:00Z")).isZero();
    String cursor = skipped.get("next").asString();
    assertThat(count("projectId=filtered&cursor=" + cursor)).isEqualTo(2);
    assertThat(api.get("/api/tasks?projectId=other&cursor=" + cursor).statusCode()).isEqualTo(400);
    assertThat(api.get("/api/tasks?projectId=filtered&limit=201").statusCode()).isEqualTo(400);
    JsonNode task = RunningApi.json(api.get("/api/tasks/" + newestFirst.getFirst()));
    assertThat(task.at("/waiting/reason").asString()).isEqualTo("pause");
    assertThat(task.at("/links/resume/href").asString())
        .isEqualTo("/api/tasks/" + newestFirst.getFirst() + "/resume");
    assertThat(task.at("/links").has("pause")).isFalse();
  }

  @Test
  void largeResultIsShownInItsTaskButNotInListsAndStreamedAlone() throws IOException {
    String text = "{\"text\":\"" + "Zürich ".repeat(50_000) + "\"}";
    String id = completed("large", text);

    HttpResponse<String> answer = api.get("/api/tasks/" + id);
    JsonNode task = RunningApi.json(answer);
    JsonNode listed = RunningApi.json(api.get("/api/tasks?projectId=large")).at("/items/0");
    HttpResponse<String> alone = api.get("/api/tasks/" + id + "/result");

    int bytes = text.getBytes(UTF_8).length;
    assertThat(task.get("result").toString()).isEqualTo(text);
    assertThat(task.get("resultBytes").asInt()).isEqualTo(bytes);
    assertThat(task.at("/links/result/href").asString()).isEqualTo("/api/tasks/" + id + "/result");
    assertThat(listed.get("id").asString()).isEqualTo(id);
    assertThat(listed.get("result").isNull()).isTrue();
    assertThat(listed.get("resultBytes").asInt()).isEqualTo(bytes);
    assertThat(alone.body()).isEqualTo(text);
    assertThat(alone.headers().firstValueAsLong("Content-Length")).hasValue(bytes);
    for (String path : List.of("/api/tasks/" + id, "/api/tasks/" + id + "/result")) {
      String etag = api.get(path).headers().firstValue("ETag").orElseThrow();
      var again = HttpRequest.newBuilder(api.uri(path)).header("If-None-Match", etag);
      assertThat(api.send(again).statusCode()).isEqualTo(304);
      assertThat(
              api.send(TestIssuer.user("bob"), HttpRequest.newBuilder(api.uri(path))).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void listLeavesOutWhatIsLargeWhetherOrNotItsTaskIsFolded() {
    String note = "x".repeat(5_000);
    String parameters = "{\"millis\":0,\"note\":\"" + note + "\"}";
    String fresh = submit("brief", parameters);
    String folded = submit("brief", "{\"millis\":0}");
    fold(folded, "completed");
    api.projectionDatabase()
        .sql("update task set parameters = ?::json, result = ?::json where task_id = ?")
        .params(parameters, parameters, UUID.fromString(folded))
        .update();

    JsonNode items = RunningApi.json(api.get("/api/tasks?projectId=brief")).get("items");

    assertThat(items.valueStream().map(item -> item.get("id").asString()))
        .containsExactly(folded, fresh);
    assertThat(items.valueStream())
        .allSatisfy(item -> {
          String self = "/api/tasks/" + item.get("id").asString();
          assertThat(item.get("parameters").isNull()).isTrue();
          assertThat(item.get("parametersBytes").asInt()).isEqualTo(parameters.length());
          assertThat(item.at("/links/parameters/href").asString()).isEqualTo(self + "/parameters");
          assertThat(api.get(self + "/parameters").body()).isEqualTo(parameters);
          assertThat(RunningApi.json(api.get(self)).at("/parameters/note").asString())
              .isEqualTo(note);
        });
    JsonNode result = items.get(0);
    assertThat(result.get("result").isNull()).isTrue();
    assertThat(result.get("resultBytes").asInt()).isEqualTo(parameters.length());
    assertThat(result.at("/links/result/href").asString())
        .isEqualTo("/api/tasks/" + folded + "/result");
    assertThat(items.get(1).at("/links").has("result")).isFalse();
  }

  @Test
  void pageEndsByBytesAndTheNextOneGoesOn() {
    String line =
        "{\"type\":\"sleep\",\"projectId\":\"heavy\",\"parameters\":{\"millis\":0,\"note\":\""
            + "x".repeat(4_000)
            + "\"}}\n";
    assertThat(api.post("/api/tasks", "application/x-ndjson", line.repeat(160)).statusCode())
        .isEqualTo(202);
    List<String> seen = new ArrayList<>();
    List<Integer> bytes = new ArrayList<>();
    String cursor = "";

    while (cursor != null) {
      var answer = api.get("/api/tasks?projectId=heavy&limit=200&cursor=" + cursor);
      JsonNode page = RunningApi.json(answer);
      page.get("items").forEach(item -> seen.add(item.get("id").asString()));
      bytes.add(answer.body().length());
      cursor = page.get("next").isNull() ? null : page.get("next").asString();
    }

    assertThat(seen).hasSize(160).doesNotHaveDuplicates();
    assertThat(bytes).hasSize(2).allSatisfy(size -> assertThat(size).isLessThan(540_000));
  }

  @Test
  void pageOfAHistoryEndsByBytesAndTheNextOneGoesOn() {
    String id = submit("heavy-history");
    fold(id, "running");
    api.projectionDatabase()
        .sql(
            """
            insert into task_facts (task_id, sequence, day, sequences, types, times, data)
            select ?::uuid, min(1 + n), current_date, array_agg((1 + n)::bigint order by n),
                   array_agg('dev.millrace.task.paused.v1'::text), array_agg(now()),
                   array_agg(json_build_object('note', repeat('x', 200000)))
            from generate_series(1, 7) n group by n / 4
            """)
        .param(UUID.fromString(id))
        .update();
    List<Integer> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";

    while (cursor != null) {
      String path = "/api/tasks/" + id + "/events?limit=1000";
      JsonNode page =
          RunningApi.json(api.get(cursor.isEmpty() ? path : path + "&cursor=" + cursor));
      page.get("items").forEach(item -> seen.add(item.get("sequence").asInt()));
      sizes.add(page.get("items").size());
      cursor = page.get("next").isNull() ? null : page.get("next").asString();
    }

    assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(sizes).containsExactly(4, 3, 1);
  }

  @Test
  void answerWhoseClientReadsTooSlowlyIsBrokenOffAndNeverTakenForWhole() throws IOException {
    String id = completed("slow", "[" + "1,".repeat(200_000) + "1]");
    var noClientIsFastEnough =
        Map.of("millrace.answers.slowest", "1000000GB", "millrace.answers.grace", "0s");
    try (RunningApi impatient = api.another(noClientIsFastEnough)) {
      assertThatThrownBy(() -> impatient.get("/api/tasks/" + id + "/result"))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void largeAnswersThatFindNoRoomAreRefusedAndSmallOnesAreNot() throws Exception {
    String id = completed("crowded", "[" + "1,".repeat(4_000_000) + "1]");
    try (RunningApi narrow = api.another(Map.of("millrace.answers.bytes", "600KB"));
        var unread = new Socket(InetAddress.getLoopbackAddress(), narrow.uri("/").getPort())) {
      // Eight megabytes that nobody reads fill the buffers of both sides.
      unread
          .getOutputStream()
          .write(
              """
              GET /api/tasks/%s/result HTTP/1.1\r
              Host: 127.0.0.1\r
              Authorization: Bearer %s\r
              \r
              """
                  .formatted(id, TestIssuer.user(RunningApi.USER))
                  .getBytes(UTF_8));
      assertThat(unread.getInputStream().read()).isEqualTo('H');

      HttpResponse<String> refused = narrow.get("/api/tasks/" + id + "/result");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(RunningApi.json(refused).get("type").asString()).endsWith("/overloaded");
      assertThat(narrow.get("/api/tasks/stats").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void resultThatIsTooLargeForItsTaskIsBehindItsLinkAlone() throws IOException {
    String text = "[" + "1,".repeat(600_000) + "1]";
    String id = completed("larger", text);

    JsonNode task = RunningApi.json(api.get("/api/tasks/" + id));

    assertThat(task.get("result").isNull()).isTrue();
    assertThat(task.get("resultBytes").asInt()).isEqualTo(text.length());
    assertThat(api.get("/api/tasks/" + id + "/result").body()).isEqualTo(text);
  }

  @Test
  void smallResultIsGivenAloneTooAndMissingOnesAreSaidToBeMissing() throws IOException {
    String running = submit("no-result");
    fold(running, "running");
    String small = submit("small");
    fold(small, "completed");
    api.projectionDatabase()
        .sql("update task set result = '{\"n\":1.50}' where task_id = ?")
        .param(UUID.fromString(small))
        .update();
    String gone = completed("gone", "[]");
    api.blobs().delete(BlobName.parse(gone + ".result-1"));

    assertThat(api.get("/api/tasks/" + small + "/result").body()).isEqualTo("{\"n\":1.50}");
    assertThat(RunningApi.json(api.get("/api/tasks/" + small)).get("resultBytes").isNull())
        .isTrue();
    for (String id : List.of(running, gone)) {
      var answer = api.get("/api/tasks/" + id + "/result");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(RunningApi.json(answer).get("type").asString()).endsWith("/no-result");
    }
  }

  /// A task that an executor has stored the result of.
  private static String completed(String project, String result) throws IOException {
    String id = submit(project);
    BlobName name = BlobName.parse(id + ".result-1");
    byte[] bytes = result.getBytes(UTF_8);
    BlobSum sum =
        api.blobs()
            .put(
                name,
                new UserId("anonymous"),
                "json",
                new ByteArrayInputStream(bytes),
                bytes.length);
    fold(id, "completed");
    api.projectionDatabase()
        .sql("update task set stored_result = ?::json where task_id = ?")
        .params(
            Json.of(new StoredResult(name.toString(), sum.bytes(), sum.sha256())).text(),
            UUID.fromString(id))
        .update();
    return id;
  }

  @Test
  void aPendingTaskTellsItsPlaceInTheQueueOfItsTypeAndPriority() {
    submitFolded("running");
    submitFolded("pending");
    submitFolded("pending");
    String id = submit("queue");
    JsonNode unfolded = RunningApi.json(api.get("/api/tasks/" + id)).get("waiting");
    assertThat(unfolded.get("position").isNull()).isTrue();
    fold(id, "pending");
    submitFolded("pending");
    var before = api.get("/api/tasks/" + id);
    int position = RunningApi.json(before).at("/waiting/position").asInt();

    assertThat(position).isGreaterThanOrEqualTo(3);
    String place =
        "; %d of the same user before it in the queue of its type and priority"
            .formatted(position - 1);
    // Where another test has made the topic of executors, this process knows that there is none.
    assertThat(RunningApi.json(before).at("/waiting/message").asString())
        .isIn(
            "waits for a free executor" + place, "no executor of group millrace is alive" + place);

    api.projectionDatabase()
        .sql(
            """
            update task set status = 'running', sequence = 9
            where status = 'pending' and project_id = 'queue' and task_id < ?
            """)
        .param(UUID.fromString(id))
        .update();
    var after = api.get("/api/tasks/" + id);
    assertThat(RunningApi.json(after).at("/waiting/position").asInt()).isEqualTo(position - 2);
    assertThat(after.headers().firstValue("ETag")).isEqualTo(before.headers().firstValue("ETag"));

    crowd("somebody-else");
    var beside = api.get("/api/tasks/" + id);
    assertThat(RunningApi.json(beside).at("/waiting/position").asInt())
        .as("users share what runs: another one's tasks are not before it")
        .isEqualTo(position - 2);
    crowd("anonymous");
    JsonNode crowded = RunningApi.json(api.get("/api/tasks/" + id)).get("waiting");
    assertThat(crowded.get("position").isNull()).isTrue();
    assertThat(crowded.get("message").asString())
        .contains("more than 1000 of the same user before it");
    api.projectionDatabase().sql("delete from task where project_id = 'crowd'").update();
    api.projectionDatabase()
        .sql("delete from task_standing where created_at = '2020-01-01'")
        .update();
  }

  /// It has a table less, as during an upgrade: an older state is not shown instead.
  @Test
  void projectionOfAnOlderVersionIsNotTakenForAnEmptyOne() {
    String id = submit("upgrade");
    fold(id, "running");
    api.projectionDatabase().sql("alter table task_standing rename to elsewhere").update();
    try {
      assertThat(api.get("/api/tasks/" + id).statusCode()).isEqualTo(503);
      assertThat(api.get("/api/tasks?status=running").statusCode()).isEqualTo(503);
    } finally {
      api.projectionDatabase().sql("alter table elsewhere rename to task_standing").update();
    }
    assertThat(RunningApi.json(api.get("/api/tasks/" + id)).get("status").asString())
        .isEqualTo("running");
  }

  private static void crowd(String user) {
    api.projectionDatabase()
        .sql(
            """
            with crowd as (
              insert into task (task_id, sequence, type, status, priority, user_id, project_id,
                                parameters, attempt, retry_count, max_retries, created_at,
                                updated_at, retention_millis)
              select gen_random_uuid(), 0, 'sleep', 'pending', 'normal', ?, 'crowd', '{}', 0,
                     0, 3, '2020-01-01', now(), 1000 from generate_series(1, 1100)
              returning user_id, created_at, task_id)
            insert into task_standing (user_id, standing, created_at, task_id)
            select user_id, 'living', created_at, task_id from crowd
            """)
        .param(user)
        .update();
  }

  private static void submitFolded(String status) {
    fold(submit("queue"), status);
  }

  private static int count(String query) {
    return RunningApi.json(api.get("/api/tasks?" + query)).get("items").size();
  }

  private static String submit(String project) {
    return submit(project, "{\"millis\":0}");
  }

  private static String submit(String project, String parameters) {
    var answer = api.post("/api/tasks/sleep?projectId=" + project, parameters);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return RunningApi.json(answer).get("id").asString();
  }

  /// Does what the projection does when it meets the first facts of a task.
  private static void fold(String id, String status) {
    var created =
        api.database()
            .sql("select created_at from request where task_id = ?")
            .param(UUID.fromString(id))
            .query(java.sql.Timestamp.class)
            .single();
    api.projectionDatabase()
        .sql(
            """
            with folded as (
              insert into task (task_id, sequence, type, status, priority, user_id, project_id,
                                parameters, progress, progress_rate, progress_at, attempt,
                                retry_count, max_retries, created_at, updated_at,
                                retention_millis)
              select ?, 1, 'sleep', ?, 'normal', 'anonymous', ?, '{"millis":0}',
                     '{"done":25,"total":100,"message":"rows"}', 5, '2030-01-01T00:00:00Z', 1,
                     0, 3, ?, now(), 1000
              returning user_id, created_at, task_id)
            insert into task_standing (user_id, standing, created_at, task_id)
            select user_id, 'living', created_at, task_id from folded
            """)
        .params(UUID.fromString(id), status, project(id), created)
        .update();
    api.projectionDatabase()
        .sql(
            """
            insert into task_facts (task_id, sequence, day, sequences, types, times, data)
            values (?, 1, current_date, '{1}', '{dev.millrace.task.started.v1}',
                    array[now()], array['{"attempt":1}'::json])
            """)
        .param(UUID.fromString(id))
        .update();
  }

  private static String project(String id) {
    return api.database()
        .sql("select project_id from request where task_id = ?")
        .param(UUID.fromString(id))
        .query(String.class)
        .single();
  }
}
