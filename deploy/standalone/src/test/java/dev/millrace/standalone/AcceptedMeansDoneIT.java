package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contractcheck.document.AsyncApiDocument;
import dev.millrace.events.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The promise, seen from outside the packaged program, killed in the middle of its work.
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AcceptedMeansDoneIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MONSTERS = 20_000;
  private static final String SLEPT =
      "select count(*) from millrace_engine.run where type = 'sleep' and state = 'completed'";
  private static final String RECALC =
      """
      {"weights":{"offense":1.2,"survive":0.8,"control":1,"tempo":1,"pp":0.5},"scope":"all"}
      """;

  private static final String NO_OPS =
      "{\"type\":\"sleep\",\"parameters\":{\"millis\":0}}\n".repeat(1000);

  private Path data;
  private StandaloneProcess millrace;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder.resolve("data");
    millrace = new StandaloneProcess(data);
  }

  @AfterAll
  void stop() throws Exception {
    millrace.close();
  }

  @Test
  @Order(1)
  void firstRecalculationOfTheSamplesReportsWhatItChanged() {
    JsonNode task = submit("/api/tasks/recalc", RECALC);

    JsonNode done = awaitEnd(task.get("id").asString());

    assertThat(done.get("status").asString()).isEqualTo("completed");
    assertThat(done.at("/result/processed").asInt()).isGreaterThanOrEqualTo(300);
    assertThat(done.at("/result/failed").asInt()).isZero();
    assertThat(done.at("/progress/percent").asInt()).isEqualTo(100);
  }

  @Test
  @Order(2)
  void bulkOfNoOpsCompletesEachOnce() {
    Set<String> ids = new HashSet<>();
    for (int round = 0; round < 5; round++) {
      // One bulk fills a user's burst: the next one comes as soon as there is room again.
      var answer =
          Awaitility.await()
              .atMost(PATIENCE)
              .pollInterval(Duration.ofSeconds(1))
              .until(() -> millrace.post("/api/tasks", NO_OPS), one -> one.statusCode() != 429);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      StandaloneProcess.json(answer).forEach(item -> ids.add(item.get("id").asString()));
    }
    assertThat(ids).hasSize(5000);

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    count(
                        "millrace_projection",
                        "select count(*) from task where type = 'sleep' and status = 'completed'"))
                .isEqualTo(5000));
    assertThat(
            count(
                "millrace_projection",
                "select count(*) from task_event where type = 'dev.millrace.task.completed.v1'"
                    + " and task_id in (select task_id from task where type = 'sleep')"))
        .isEqualTo(5000);
  }

  @Test
  @Order(3)
  void killedRecalculationGoesOnFromItsCheckpointAndTouchesEachRowOnce() throws Exception {
    millrace.putMonsters(monsters());
    int before =
        count(
            "millrace_executor",
            "select count(*) from millrace_recalc.monster where version > 1 and name like 'killed-%'");
    assertThat(before).isZero();

    String id = submit("/api/tasks/recalc", RECALC).get("id").asString();
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            count(
                    "millrace_executor",
                    "select count(*) from millrace_engine.run where type = 'recalc' and checkpoint is not null and state = 'running'")
                > 0);
    millrace.killAndRestart();

    JsonNode done = awaitEnd(id);

    assertThat(done.get("status").asString()).isEqualTo("completed");
    assertThat(done.at("/result/processed").asInt()).isGreaterThanOrEqualTo(MONSTERS);
    assertThat(done.get("attempt").asInt()).isEqualTo(1);
    assertThat(millrace.get("/api/tasks/" + id + "/events").toString()).contains("taken-over");
    assertThat(
            count(
                "millrace_executor",
                "select count(*) from millrace_recalc.monster where name like 'killed-%' and version <> 2"))
        .isZero();
  }

  /// After the restart: the issuer's key and the token from before it are still good.
  @Test
  @Order(4)
  void tokensAreForTheirUserAndTheirSecretsForTheOwnerOfTheData() throws Exception {
    for (int service = 0; service < 3; service++) {
      assertThat(millrace.get(Optional.empty(), service, "/actuator/health").statusCode())
          .isEqualTo(200);
      assertThat(millrace.get(Optional.empty(), service, "/actuator/metrics").statusCode())
          .isEqualTo(401);
    }
    Optional<String> bob = Optional.of(millrace.token("bob", "--ttl", "5m"));
    Optional<String> root = Optional.of(millrace.token("root", "--admin"));

    assertThat(millrace.get(bob, 0, "/api/tasks").body()).contains("\"items\":[]");
    assertThat(millrace.get(root, 0, "/api/tasks").body()).contains("\"userId\":\"alice\"");
    assertThat(millrace.get(bob, 1, "/actuator/metrics").statusCode()).isEqualTo(403);
    assertThat(millrace.get(root, 2, "/actuator/metrics").statusCode()).isEqualTo(200);
    for (String secret : List.of("token.key", "token.secret", "postgres.password")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
          .isEqualTo("rw-------");
    }
  }

  /// After all that: what is on the topics is what the AsyncAPI document says.
  @Test
  @Order(5)
  void everyRecordOnEveryTopicIsAsItIsDescribed() throws Exception {
    String waiting = submit("/api/tasks/sleep", "{\"millis\":600000}").get("id").asString();
    assertThat(millrace.post("/api/tasks/" + waiting + "/retry", "{}").statusCode()).isEqualTo(409);
    assertThat(millrace.delete("/api/tasks/" + waiting).statusCode()).isEqualTo(202);
    JsonNode failing =
        submit("/api/tasks/sleep", "{\"millis\":0,\"failTimes\":9,\"failWith\":\"permanent\"}");
    awaitEnd(waiting);
    awaitEnd(failing.get("id").asString());
    var described = AsyncApiDocument.load();
    Map<String, Integer> seen = new TreeMap<>();
    Set<String> complaints = new HashSet<>();

    WholeLog.read(
        millrace.kafkaProperties(),
        found -> {
          Map<String, String> headers = WholeLog.headers(found);
          String kind = headers.getOrDefault("ce_type", found.topic());
          seen.merge(kind, 1, Integer::sum);
          described.complaints(found.topic(), found.key(), headers, found.value()).stream()
              .map(wrong -> found.topic() + " " + kind + ": " + wrong)
              .forEach(complaints::add);
        });

    assertThat(complaints).as("records by type: %s", seen).isEmpty();
    assertThat(seen)
        .containsKeys(
            "dev.millrace.task.requested.v1",
            "dev.millrace.task.started.v1",
            "dev.millrace.task.completed.v1",
            "dev.millrace.task.taken-over.v1",
            "dev.millrace.task.cancelled.v1",
            "dev.millrace.task.cancel.v1",
            "millrace.task-types",
            "millrace.executors");
  }

  /// A client needs the codec of every batch that it may meet.
  @Test
  @Order(6)
  void everyBatchIsInTheOneCodecThatTheDocumentNames() throws Exception {
    assertThat(AsyncApiDocument.load().at("/info/description").asString())
        .contains(Topics.COMPRESSION);

    Map<String, Set<String>> codecs = LogFiles.codecs(data);

    assertThat(codecs)
        .containsKeys(Topics.EVENTS, Topics.CONTROL, Topics.TASK_TYPES, Topics.EXECUTOR_SNAPSHOTS)
        .allSatisfy((topic, seen) -> assertThat(seen).containsExactly(Topics.COMPRESSION));
  }

  /// ADR 17: the newer consumer groups can be unreadable to the brokers after some of them died.
  @Test
  @Order(7)
  void groupsAreOfKindsThatBrokersCanReadAgain() throws Exception {
    try (Admin admin = Admin.create(millrace.kafkaProperties())) {
      assertThat(admin.listGroups().all().get())
          .filteredOn(group -> group.groupId().startsWith("millrace"))
          .hasSizeGreaterThanOrEqualTo(4)
          .allSatisfy(group ->
              assertThat(group.type())
                  .as(group.groupId())
                  .isIn(Optional.of(GroupType.CLASSIC), Optional.of(GroupType.SHARE)));
    }
  }

  /// What `./millrace build` has done for the sake of the starts after it.
  @Test
  @Order(7)
  void rehearsalHasItsTasksRun() throws Exception {
    int before = count("millrace_executor", SLEPT);
    var size = new Rehearsal.Size(2, 1);

    millrace.rehearsal().perform(size);

    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> count("millrace_executor", SLEPT) == before + size.tasks());
  }

  private JsonNode submit(String path, String body) {
    var answer = millrace.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return StandaloneProcess.json(answer);
  }

  private JsonNode awaitEnd(String id) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> millrace.get("/api/tasks/" + id),
            task ->
                Set.of("completed", "failed", "cancelled", "timeout")
                    .contains(task.path("status").asString()));
  }

  private int count(String database, String sql) {
    String url = "jdbc:postgresql://127.0.0.1:" + millrace.postgresPort() + "/" + database;
    try (var connection =
            DriverManager.getConnection(
                url, "postgres", Files.readString(data.resolve("postgres.password")).strip());
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String monsters() {
    return IntStream.range(0, MONSTERS)
        .mapToObj(i ->
            """
            {"name":"killed-%d","element":"fire","baseOffense":%d,"baseSurvive":70,"baseControl":60,\
            "baseTempo":50,"basePp":40,"skills":[{"name":"Ember","kind":"attack","power":40,\
            "description":"Burns the foe."}],"tags":["generated"]}
            """
                .formatted(i, 20 + i % 100))
        .collect(Collectors.joining());
  }
}
