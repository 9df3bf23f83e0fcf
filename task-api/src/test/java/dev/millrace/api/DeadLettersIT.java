package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.task.Priority;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// What operators see of dead letters, and what becomes of their decisions.
@MillraceInfra
@Timeout(180)
class DeadLettersIT {

  private static final String WORK = Topics.work(RunningApi.SLEEP, Priority.NORMAL);
  private static final String OPERATOR = TestIssuer.operator("root");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// After everything that is said of tasks while these tests run.
  private static final Instant LATER = Instant.parse("2035-01-01T00:00:00Z");

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
  void lettersAreListedByFilterAndStateInPages() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      newestFirst.addFirst(letter(UUID.randomUUID(), "listed", LATER.plusSeconds(i)));
    }
    letter(UUID.randomUUID(), "other", LATER);
    List<String> discarded = List.of(newestFirst.get(1), newestFirst.get(4));
    var answer =
        post(
            "discard",
            "{\"ids\":[\"%s\",\"%s\"],\"reason\":\"known\"}".formatted(discarded.toArray()));
    assertThat(answer.get("accepted").asInt()).isEqualTo(2);

    List<String> open = new ArrayList<>(newestFirst);
    open.removeAll(discarded);
    assertThat(paged("reason=listed")).isEqualTo(newestFirst);
    assertThat(paged("reason=listed&state=open")).isEqualTo(open);
    assertThat(paged("reason=listed&state=discarded")).isEqualTo(discarded);
    assertThat(paged("reason=listed&state=redriven")).isEmpty();
    assertThat(paged("reason=listed&from=2035-01-01T00:00:02Z&to=2035-01-01T00:00:04Z"))
        .isEqualTo(newestFirst.subList(3, 5));
    JsonNode one = get(discarded.getFirst());
    assertThat(one.get("state").asString()).isEqualTo("discarded");
    assertThat(one.at("/decision/by").asString()).isEqualTo("root");
    assertThat(one.at("/decision/reason").asString()).isEqualTo("known");
    assertThat(one.at("/error").toString())
        .isEqualTo("{\"code\":\"boom\",\"message\":\"it broke\"}");
    assertThat(one.at("/payload/json/a").asInt()).isEqualTo(1);
    assertThat(one.at("/headers/0/name").asString()).isEqualTo("ce_x");
  }

  @Test
  void taskIsPutBackToWorkOnceHoweverOftenItIsAsked() {
    String task = failedTask();
    String letter = letter(UUID.fromString(task), "once", LATER);

    var first = post("redrive", "{\"ids\":[\"%s\"],\"reason\":\"fixed\"}".formatted(letter));
    var second = post("redrive", "{\"filter\":{\"reason\":\"once\"}}");
    await().atMost(PATIENCE).until(() -> state(letter).equals("redriven"));
    var third = post("discard", "{\"ids\":[\"%s\"],\"reason\":\"no\"}".formatted(letter));

    assertThat(first.get("accepted").asInt()).isEqualTo(1);
    assertThat(second.get("accepted").asInt()).isZero();
    assertThat(second.get("decidedBefore").asInt()).isEqualTo(1);
    assertThat(third.get("accepted").asInt()).isZero();
    await().atMost(PATIENCE).until(() -> !commands(task).isEmpty());
    assertThat(commands(task)).containsExactly(task + ":" + letter);
    assertThat(get(letter).at("/decision/reason").asString()).isEqualTo("fixed");
  }

  @Test
  void taskThatHasGoneOnSinceIsLeftAloneAndOneThatIsGoneIsRefused() {
    String moved = failedTask();
    String old = letter(UUID.fromString(moved), "moved", Instant.parse("2020-01-01T00:00:00Z"));
    String lost = letter(UUID.randomUUID(), "lost", LATER);

    post("redrive", "{\"ids\":[\"%s\"]}".formatted(old));
    JsonNode refused =
        post("redrive", "{\"ids\":[\"%s\",\"%s\"]}".formatted(lost, UUID.randomUUID()));

    await().atMost(PATIENCE).until(() -> state(old).equals("redriven"));
    assertThat(get(old).at("/decision/note").asString()).contains("gone on");
    assertThat(commands(moved)).isEmpty();
    assertThat(refused.get("accepted").asInt()).isZero();
    assertThat(refused.get("refusedCount").asInt()).isEqualTo(2);
    assertThat(state(lost)).isEqualTo("open");
  }

  @Test
  void recordThatCouldNotBeReadGoesBackToItsTopicAsItWas() {
    String key = "unreadable-" + UUID.randomUUID();
    String letter = insert(null, "unreadable-it", LATER, key, "{\"no\":", WORK, 1);
    assertThat(get(letter).at("/payload/text").asString()).isEqualTo("{\"no\":");

    post("redrive", "{\"ids\":[\"%s\"]}".formatted(letter));

    await().atMost(PATIENCE).until(() -> state(letter).equals("redriven"));
    assertThat(api.records(WORK, Set.of(key)))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.value()).isEqualTo("{\"no\":");
          assertThat(found.headers().toArray()).hasSize(2);
          assertThat(RunningApi.header(found, "ce_x")).isEqualTo("y");
          assertThat(found.headers().lastHeader("bytes").value()).containsExactly(-1);
        });
  }

  @Test
  void redriveAtARateSurvivesARestartAndIsNeitherFasterNorDouble() {
    Set<String> tasks = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      String task = failedTask();
      tasks.add(task);
      letter(UUID.fromString(task), "rated", LATER.plusSeconds(i));
    }

    post("redrive", "{\"filter\":{\"reason\":\"rated\"},\"ratePerSecond\":1}");
    await().atMost(PATIENCE).until(() -> paged("reason=rated&state=redriven").size() >= 2);
    assertThat(paged("reason=rated&state=queued")).isNotEmpty();
    api.restart();
    await().atMost(PATIENCE).until(() -> paged("reason=rated&state=redriven").size() == 8);

    // By its id: a relay that starts again may publish its last commands once more.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(Set.copyOf(api.published(Topics.CONTROL, tasks))).hasSize(8));
    assertThat(
            api.database()
                .sql(
                    """
                    select extract(epoch from min(gap)) from (
                      select decided_at - lag(decided_at) over (order by decided_at) as gap
                      from dead_letter_decision where reason = 'rated') g
                    """)
                .query(Double.class)
                .single())
        .isGreaterThanOrEqualTo(1.0);
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    assertThat(send("/api/dead-letters/redrive", "{\"filter\":{}}").statusCode()).isEqualTo(400);
    assertThat(send("/api/dead-letters/discard", "{\"filter\":{\"reason\":\"x\"}}").statusCode())
        .isEqualTo(400);
    assertThat(read("/api/dead-letters?state=lost").statusCode()).isEqualTo(400);
    assertThat(read("/api/dead-letters/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(read("/api/dead-letters/1").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> read(String path) {
    return api.send(OPERATOR, HttpRequest.newBuilder(api.uri(path)).GET());
  }

  private static HttpResponse<String> send(String path, String body) {
    return api.send(
        OPERATOR,
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static List<String> paged(String query) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      var answer = read("/api/dead-letters?limit=2&" + query + "&cursor=" + cursor);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = RunningApi.json(answer);
      page.get("items").forEach(item -> ids.add(item.get("id").asString()));
      cursor = page.get("next").isNull() ? null : page.get("next").asString();
    }
    return ids;
  }

  private static JsonNode post(String what, String body) {
    var answer = send("/api/dead-letters/" + what, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(what.equals("redrive") ? 202 : 200);
    return RunningApi.json(answer);
  }

  private static JsonNode get(String letter) {
    return RunningApi.json(read("/api/dead-letters/" + letter));
  }

  private static String state(String letter) {
    return get(letter).get("state").asString();
  }

  private static List<String> commands(String task) {
    return api.published(Topics.CONTROL, Set.of(task));
  }

  private static String failedTask() {
    String task = api.submit("/api/tasks/sleep", "{\"millis\":0}");
    api.fold(task, "failed", 3);
    return task;
  }

  private static String letter(UUID task, String reason, Instant time) {
    return insert(task, reason, time, task.toString(), "{\"a\":1}", WORK, null);
  }

  /// Does what the projection does when it meets a letter.
  private static String insert(
      @Nullable UUID task,
      String reason,
      Instant time,
      String key,
      String value,
      String topic,
      @Nullable Integer partition) {
    UUID id = UUID.randomUUID();
    api.projectionDatabase()
        .sql(
            """
            insert into dead_letter (id, topic, partition, log_offset, time, reason, error_code,
              error, attempts, original_topic, original_partition, original_offset, task_id, type,
              user_id, key, headers, value, value_size)
            values (?, 'millrace.dead-letters', 0, 1, ?::timestamptz, ?, 'boom', 'boom: it broke', 1,
              ?, ?, null, ?, 'sleep', 'alice', ?,
              '[{"name":"ce_x","value":"y"},{"name":"millrace_reason","value":"z"},
                {"name":"bytes","base64":"/w=="}]', ?, ?)
            """)
        .param(id)
        .param(time.toString())
        .param(reason)
        .param(topic)
        .param(partition)
        .param(task)
        .param(key.getBytes(UTF_8))
        .param(value.getBytes(UTF_8))
        .param(value.length())
        .update();
    return id.toString();
  }
}
