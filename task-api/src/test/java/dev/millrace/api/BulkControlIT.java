package dev.millrace.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Bulk control at the front door: which tasks are meant, and that each is asked once, by two
/// processes whose database breaks off in the middle.
@MillraceInfra
@Timeout(150)
class BulkControlIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BREAKS = 5;
  private static final String BREAK_OFF =
      """
      create function break_off() returns int language plpgsql as $$
      declare
        hit int;
      begin
        for look in 1..2000 loop
          perform pg_stat_clear_snapshot();
          select count(pg_terminate_backend(pid)) into hit
          from (select pid from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                  and backend_type = 'client backend' and xact_start is not null
                  and (query like '%bulk_control%' or query like '%pg_logical_emit%'
                       or query like '%pause_asked_at%')
                limit 1) writing;
          if hit > 0 then
            return 1;
          end if;
          perform pg_sleep(0.0005);
        end loop;
        return 0;
      end $$
      """;
  private static RunningApi api;
  private static RunningApi other;

  @BeforeAll
  static void start(Infra infra) {
    api = RunningApi.start(infra);
    api.announce(new TaskType("bulk-control"), TaskPolicy.STANDARD, "{\"type\":\"object\"}");
    other = api.another(Map.of());
    api.database().sql(BREAK_OFF).update();
    await()
        .atMost(PATIENCE)
        .until(() ->
            api.get("/api/task-types/bulk-control").statusCode() == 200
                && other.get("/api/task-types/bulk-control").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    other.close();
    api.close();
  }

  @Test
  void everyMatchingTaskIsAskedOnceThoughTheDatabaseBreaksOffInTheMiddle() {
    Set<String> meant = submit(240, "c-1");
    submit(1, "c-2");
    // Slow enough for many transactions: each is a chance to break one off.
    String bulk = bulk(cancel("'projectId':'c-1'", 60));
    Set<String> late = submit(20, "c-1");

    int breaks = 0;
    while (!isWalked(bulk)) {
      breaks += breaks < BREAKS ? breakOff() : 0;
    }

    assertThat(breaks).isEqualTo(BREAKS);
    JsonNode expected = awaitExpected(bulk);
    assertThat(expected.get("commands").asInt()).isEqualTo(240);
    var commands = commands(bulk);
    assertThat(commands.keySet()).isEqualTo(meant).doesNotContainAnyElementsOf(late);
    assertThat(commands.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    assertThat(json(api.get("/api/tasks/" + bulk)).at("/parameters/expected").asInt())
        .isEqualTo(240);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/estimate", "?dryRun=true"})
  void estimateCountsAndChangesNothing(String way) {
    String project = "d-" + way.length();
    Set<String> meant = submit(25, project);
    String body = cancel("'projectId':'" + project + "'", 1000);

    var answer = api.post("/api/tasks/bulk-control" + way, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode estimate = json(answer);
    assertThat(estimate.get("matched").asInt()).isEqualTo(25);
    assertThat(estimate.get("complete").asBoolean()).isTrue();
    assertThat(estimate.get("sample").size()).isEqualTo(20);
    assertThat(meant).contains(estimate.at("/sample/0/id").asString());
    assertThat(
            json(api.get("/api/tasks?type=bulk-control&projectId=" + project)).get("items").size())
        .isZero();
    assertThat(api.records(Topics.CONTROL, meant)).isEmpty();
  }

  @Test
  void aUserRetriesTheirOwnTasksAndAnOperatorEverybodys() {
    Set<String> mine = submit(3, "r-1");
    Set<String> theirs = submit(TestIssuer.user("bob"), 2, "r-1");
    mine.forEach(BulkControlIT::fail);
    theirs.forEach(BulkControlIT::fail);
    // The projection is behind: what the api knows of an end counts.
    api.fold(mine.iterator().next(), "running", 1);
    String retry =
        "{'action':'retry','filter':{'projectId':'r-1'},'reason':'fixed'}".replace('\'', '"');
    await()
        .atMost(PATIENCE)
        .until(() ->
            json(post(TestIssuer.operator("root"), "?dryRun=true", retry)).get("matched").asInt()
                == 5);

    String own = bulk(retry);
    awaitExpected(own);
    String all = json(post(TestIssuer.operator("root"), "", retry)).get("id").asString();
    awaitExpected(all);

    assertThat(commands(own).keySet()).isEqualTo(mine);
    Set<String> everybodys = new TreeSet<>(mine);
    everybodys.addAll(theirs);
    assertThat(commands(all).keySet()).isEqualTo(everybodys);
    assertThat(records(all).getFirst().value())
        .contains("\"user\":\"root\"", "\"reason\":\"fixed\"");
  }

  @Test
  void aCancelledBulkControlAsksNoMore() {
    submit(50, "h-1");
    String slow = bulk(cancel("'projectId':'h-1'", 1));
    await().atMost(PATIENCE).until(() -> !commands(slow).isEmpty());

    assertThat(other.delete("/api/tasks/" + slow).statusCode()).isEqualTo(202);
    int sent = sent(slow);
    submit(2, "h-2");
    // Another one at the same pace proves that time has passed.
    awaitExpected(bulk(cancel("'projectId':'h-2'", 1)));

    assertThat(sent(slow)).isEqualTo(sent).isLessThan(50);
    assertThat(commands(slow)).hasSize(sent);
  }

  /// The operator's token may have lost its scope since: what remains is a user with the same name.
  @Test
  void onlyAnOperatorSendsOutAgainWhatReachesEverybody() {
    submit(TestIssuer.user("bob"), 2, "o-1");
    String everybodys =
        json(post(TestIssuer.operator("root"), "", cancel("'projectId':'o-1'", 1000)))
            .get("id")
            .asString();
    awaitExpected(everybodys);
    api.fold(everybodys, "cancelled", 2);

    var refused =
        send(TestIssuer.user("root"), "/api/tasks/" + everybodys + "/retry", "{\"reason\":\"x\"}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("/missing-scope", "tasks:admin");
    assertThat(
            send(
                    TestIssuer.operator("root"),
                    "/api/tasks/" + everybodys + "/retry",
                    "{\"reason\":\"x\"}")
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void usersBulkRetryPassesOverWhatReachesEverybody() {
    submit(TestIssuer.user("bob"), 1, "p-1");
    String everybodys =
        json(post(TestIssuer.operator("carol"), "", cancel("'projectId':'p-1'", 1000)))
            .get("id")
            .asString();
    awaitExpected(everybodys);
    fail(everybodys);
    String retry =
        "{'action':'retry','filter':{'type':'bulk-control'},'reason':'again'}".replace('\'', '"');
    await()
        .atMost(PATIENCE)
        .until(() ->
            json(post(TestIssuer.user("carol"), "?dryRun=true", retry)).get("matched").asInt()
                == 1);

    String own = json(post(TestIssuer.user("carol"), "", retry)).get("id").asString();

    assertThat(awaitExpected(own).get("commands").asInt()).isZero();
    assertThat(commands(own)).isEmpty();
  }

  @Test
  void aFilterIsRequiredAndTheTypeHasNoOtherWayIn() {
    var empty = api.post("/api/tasks/bulk-control", cancel("", 100));

    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(empty.body()).contains("/filter", "projectId");
    assertThat(api.post("/api/tasks", "[{\"type\":\"bulk-control\",\"parameters\":{}}]").body())
        .contains("/api/tasks/bulk-control");
    assertThat(api.post("/api/tasks/bulk-control?dryRun=maybe", cancel("'type':'a'", 1)).body())
        .contains("dryRun");
  }

  private static String cancel(String filter, int rate) {
    return "{'action':'cancel','filter':{%s},'ratePerSecond':%d,'reason':'wrong'}"
        .formatted(filter, rate)
        .replace('\'', '"');
  }

  private static String bulk(String body) {
    return api.submit("/api/tasks/bulk-control", body);
  }

  private static Set<String> submit(int count, String project) {
    return submit(TestIssuer.user(RunningApi.USER), count, project);
  }

  private static Set<String> submit(String token, int count, String project) {
    String items =
        IntStream.range(0, count)
            .mapToObj(i ->
                "{\"type\":\"sleep\",\"parameters\":{\"millis\":%d},\"projectId\":\"%s\"}"
                    .formatted(i, project))
            .collect(Collectors.joining(",", "[", "]"));
    JsonNode results = json(send(token, "/api/tasks", items));
    return results
        .valueStream()
        .map(item -> item.get("id").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static HttpResponse<String> post(String token, String query, String body) {
    return send(token, "/api/tasks/bulk-control" + query, body);
  }

  private static HttpResponse<String> send(String token, String path, String body) {
    return api.send(
        token,
        HttpRequest.newBuilder(api.uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// Ends a connection that writes a part just now, where one does within a second. The database
  /// itself looks: a part is over in a millisecond or two.
  private static int breakOff() {
    return api.database().sql("select break_off()").query(Integer.class).single();
  }

  private static boolean isWalked(String bulk) {
    return state(bulk, "walked_at is not null", Boolean.class).orElse(false);
  }

  private static int sent(String bulk) {
    return state(bulk, "sent", Integer.class).orElse(0);
  }

  private static <T> Optional<T> state(String bulk, String column, Class<T> type) {
    return api.database()
        .sql("select " + column + " from bulk_control where task_id = ?")
        .param(UUID.fromString(bulk))
        .query(type)
        .optional();
  }

  /// What the bulk-control task is told once all commands are written.
  private static JsonNode awaitExpected(String bulk) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            api.records(Topics.CONTROL, Set.of(bulk)).stream()
                .anyMatch(found -> found.value().contains("\"commands\":")));
    return RunningApi.JSON.readTree(api.records(Topics.CONTROL, Set.of(bulk)).getLast().value());
  }

  private static List<ConsumerRecord<String, String>> records(String bulk) {
    Set<String> all =
        new TreeSet<>(
            api.database().sql("select task_id::text from request").query(String.class).list());
    return api.records(Topics.CONTROL, all).stream()
        .filter(found -> found.value().contains("\"bulk\":\"" + bulk + "\""))
        .toList();
  }

  /// The ids of the commands in its name, by task.
  private static Map<String, Set<String>> commands(String bulk) {
    Map<String, Set<String>> commands = new TreeMap<>();
    records(bulk)
        .forEach(found ->
            commands
                .computeIfAbsent(found.key(), _ -> new TreeSet<>())
                .add(RunningApi.header(found, "ce_id")));
    return commands;
  }

  private static void fail(String task) {
    TaskError error = new TaskError("bad", "no good", false);
    api.say(task, new Fact(TaskId.parse(task), 2, Instant.now(), new TaskFailed(1, error)));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return RunningApi.json(answer);
  }
}
