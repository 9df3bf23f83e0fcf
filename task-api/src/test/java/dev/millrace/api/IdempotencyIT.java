package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A submission with a key is made once, however often it is sent.
@MillraceInfra
@Timeout(120)
class IdempotencyIT {

  private static final String SLEEP = "/api/tasks/sleep";
  private static final String BODY = "{\"millis\":1}";

  private static final String OTHER_PROCESS =
      """
      insert into idempotency_key values
        ('anonymous', '/api/tasks/sleep', ?, '\\x00', 202, null, '{}', now() + interval '1 hour')
      """;

  private static RunningApi api;

  @BeforeAll
  static void start(Infra infra) {
    api =
        RunningApi.start(
            infra,
            Map.of("millrace.api.idempotency.cleanup", "1s", "millrace.api.commit.timeout", "60s"));
    api.announce(new TaskType("single"), TaskPolicy.STANDARD.coalescing());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/task-types/single").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/tasks/sleep  | {\"millis\":1}",
        "/api/tasks/single | {\"millis\":2}",
        "/api/tasks        | [{\"type\":\"sleep\",\"parameters\":{\"millis\":3}},{\"type\":\"no\"}]"
      })
  void theFirstAnswerIsGivenAgainAndNothingElseIsMade(String path, String body) {
    String key = UUID.randomUUID().toString();
    long before = requests();

    HttpResponse<String> first = post(path, key, body);
    long made = requests() - before;
    HttpResponse<String> second = post(path, '"' + key + '"', body);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(second.statusCode()).as(second.body()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(requests() - before).isEqualTo(made);
  }

  @Test
  void answerThatAnotherTaskStandsForIsRememberedToo() {
    var standing = post("/api/tasks/single", UUID.randomUUID().toString(), "{\"millis\":77}");
    String key = UUID.randomUUID().toString();

    var first = post("/api/tasks/single", key, "{\"millis\":77}");
    api.fold(RunningApi.json(standing).get("id").asString(), "completed", 2);
    var second = post("/api/tasks/single", key, "{\"millis\":77}");

    assertThat(RunningApi.json(first).get("id")).isEqualTo(RunningApi.json(standing).get("id"));
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void anotherSpellingOfThePathIsTheSamePath() {
    String key = UUID.randomUUID().toString();

    var first = post("/api/tasks/sleep", key, BODY);
    var second = post("/api/tasks/%73leep", key, BODY);
    var third = post("/api/%74asks/sleep", key, BODY);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(third.body()).isEqualTo(first.body());
  }

  @Test
  void keyBelongsToItsUserAndItsPath() {
    String key = UUID.randomUUID().toString();
    Set<String> ids = new HashSet<>();

    ids.add(RunningApi.json(post(SLEEP, key, BODY)).get("id").asString());
    ids.add(RunningApi.json(post("/api/tasks/single", key, BODY)).get("id").asString());
    var bobs =
        api.send(
            TestIssuer.user("bob"),
            HttpRequest.newBuilder(api.uri(SLEEP))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(BODY)));
    ids.add(RunningApi.json(bobs).get("id").asString());

    assertThat(ids).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"/api/tasks/sleep,2", "/api/tasks/sleep?priority=high,1"})
  void sameKeyForAnotherRequestIsRefused(String path, int millis) {
    String key = UUID.randomUUID().toString();
    post(SLEEP, key, BODY);

    problem(post(path, key, "{\"millis\":" + millis + "}"), 422, "key-reused");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\"open", "\"a\"b", "\"\"", "\"\\x\""})
  void keyThatIsNoneIsRefused(String key) {
    problem(post(SLEEP, key, BODY), 400, "bad-idempotency-key");
    problem(post(SLEEP, "x".repeat(256), BODY), 400, "bad-idempotency-key");
  }

  @Test
  void bulkOfWhichNothingWasAcceptedIsNotRemembered() {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer = post("/api/tasks", "all-bad", "[{\"type\":\"sleep\"}]");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      assertThat(answer.headers().firstValue("Idempotent-Replayed")).isEmpty();
    }
    assertThat(
            api.database()
                .sql("select count(*) from idempotency_key where key = 'all-bad'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void refusalIsNotRemembered() {
    String key = UUID.randomUUID().toString();

    problem(post(SLEEP, key, "{}"), 422, "invalid-parameters");

    assertThat(post(SLEEP, key, BODY).statusCode()).isEqualTo(202);
  }

  @Test
  void keyThatAnotherProcessTakesMeanwhileAcceptsNothing() throws Exception {
    String key = UUID.randomUUID().toString();
    long before = requests();
    CompletableFuture<HttpResponse<String>> ours;
    try (var theirs = api.api.dataSource().getConnection();
        var insert = theirs.prepareStatement(OTHER_PROCESS)) {
      theirs.setAutoCommit(false);
      insert.setString(1, key);
      insert.executeUpdate();
      ours =
          CompletableFuture.supplyAsync(
              () -> post(SLEEP, key, BODY), task -> Thread.ofVirtual().start(task));
      await().atMost(Duration.ofSeconds(60)).until(IdempotencyIT::somebodyWaitsForALock);
      theirs.commit();
    }

    problem(ours.get(), 409, "key-in-flight");
    assertThat(requests()).isEqualTo(before);
    problem(post(SLEEP, key, BODY), 422, "key-reused");
  }

  @Test
  void expiredKeyIsAsGoodAsNewAndIsDeleted() {
    String key = UUID.randomUUID().toString();
    var first = post(SLEEP, key, BODY);
    expire(key);

    var second = post(SLEEP, key, BODY);
    expire(key);

    assertThat(second.statusCode()).isEqualTo(202);
    assertThat(second.body()).isNotEqualTo(first.body());
    await().atMost(Duration.ofSeconds(30)).until(() -> keys(key) == 0);
  }

  private static boolean somebodyWaitsForALock() {
    return api.database()
            .sql(
                """
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """)
            .query(Long.class)
            .single()
        > 0;
  }

  private static void expire(String key) {
    api.database()
        .sql("update idempotency_key set expires_at = now() - interval '1 second' where key = ?")
        .param(key)
        .update();
  }

  private static int keys(String key) {
    return api.database()
        .sql("select count(*) from idempotency_key where key = ?")
        .param(key)
        .query(Integer.class)
        .single();
  }

  private static long requests() {
    return api.database().sql("select count(*) from request").query(Long.class).single();
  }

  private static HttpResponse<String> post(String path, String key, String body) {
    return api.send(request(path, key).POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(api.uri(path))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key);
  }

  private static void problem(HttpResponse<String> answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(RunningApi.json(answer).get("type").asString()).endsWith("/" + type);
  }
}
