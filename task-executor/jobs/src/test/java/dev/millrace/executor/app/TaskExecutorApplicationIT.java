package dev.millrace.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.task.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.jobs.MonsterDatabase;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@MillraceInfra
@Timeout(180)
class TaskExecutorApplicationIT {

  private static final String ENGLISH =
      "Northwind Ltd acquired Blue Crane Logistics. Northwind Ltd uses Kafka.";
  private static final String CHINESE = "北京星河科技有限公司收购南海数据集团，并与北方大学合作。";

  private static Infra infra;
  private static MonsterDatabase database;
  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start(Infra shared) {
    infra = shared;
    database = new MonsterDatabase(infra);
    application = start(infra, database);
  }

  @AfterAll
  static void stop() {
    application.close();
    database.close();
  }

  @Test
  void aRequestedRecalculationOfTheSampleSetIsDone() throws Exception {
    completed("recalc", "{\"weights\":{\"offense\":1},\"scope\":\"all\"}");

    JsonNode monster = get("/api/monsters?limit=1&tag=burn").path("items").path(0);
    assertThat(monster.path("score").isNumber()).isTrue();
    assertThat(monster.path("explain").path("parts")).hasSize(5);
    assertThat(monster.path("dimensions").path("offense").isInt()).isTrue();
    assertThat(get("/actuator/health").path("status").asString()).isEqualTo("UP");
  }

  @Test
  void aTypeIsRegisteredByBeingThere() throws Exception {
    database.sql().sql("create table greeting (task_id uuid, name text)").update();

    TaskId task = completed("greet", "{\"name\":\"Ada\",\"times\":3}");

    assertThat(
            database
                .sql()
                .sql("select count(*) from greeting where task_id = ? and name = 'Ada'")
                .param(task.value())
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  @Test
  void aProjectsGraphIsReadPageByPageAndNeverAMixture() throws Exception {
    TaskId task = graph("pages", ENGLISH);

    JsonNode project = get("/api/projects/pages");
    assertThat(project.path("status").asString()).isEqualTo("ready");
    assertThat(project.path("version").asInt()).isEqualTo(1);
    assertThat(project.path("lastBuild").path("taskId").asString()).isEqualTo(task.toString());
    JsonNode graph = get("/api/projects/pages/graph?limit=2");
    assertThat(graph.path("engine").asString()).isEqualTo("embedded");
    assertThat(graph.path("nodeCount").asInt()).isEqualTo(3);
    assertThat(graph.path("nodes").path("items").path(0).path("name").asString())
        .isEqualTo("Northwind Ltd");
    assertThat(graph.path("edges").path("items").path(0).path("quote").asString())
        .contains("Northwind Ltd");
    String next = graph.path("nodes").path("next").asString();

    graph("pages", CHINESE);
    JsonNode old = get("/api/projects/pages/graph/nodes?cursor=" + next);
    assertThat(old.path("items")).hasSize(1);
    assertThat(old.path("next").isNull()).isTrue();
    assertThat(get("/api/projects/pages/graph/edges").toString())
        .contains("北京星河科技有限公司")
        .doesNotContain("Northwind");

    graph("pages", ENGLISH);
    assertThat(get("/api/projects/pages/graph/nodes?cursor=" + next).path("type").asString())
        .endsWith("/graph-replaced");
    JsonNode tasks = get("/api/projects/pages/tasks");
    assertThat(tasks.path("items")).hasSize(3);
    assertThat(tasks.path("items").path(0).path("active").asBoolean()).isTrue();
    assertThat(tasks.path("items").path(2).path("status").asString()).isEqualTo("completed");
  }

  @Test
  void somebodyElsesProjectIsNotThere() throws Exception {
    graph("secret", ENGLISH);

    for (String path : List.of("", "/tasks", "/graph", "/graph/nodes", "/graph/edges")) {
      JsonNode problem = get("/api/projects/secret" + path, TestIssuer.user("mallory"));
      assertThat(problem.path("status").asInt()).as(path).isEqualTo(404);
      assertThat(problem.path("type").asString()).endsWith("/unknown-project");
    }
    assertThat(get("/api/projects?userId=alice", TestIssuer.user("mallory")).path("items"))
        .isEmpty();
    assertThat(get("/api/projects?userId=alice", TestIssuer.operator("root")).path("items"))
        .isNotEmpty();
    assertThat(get("/api/projects/secret?userId=alice", TestIssuer.operator("root")).path("id"))
        .hasToString("\"secret\"");
  }

  @Test
  void whatCannotBeReadSaysWhatWouldBeRight() throws Exception {
    assertThat(get("/api/projects?limit=0").path("detail").asString()).contains("1 to 1000");
    assertThat(get("/api/projects?cursor=x").path("type").asString()).endsWith("/bad-query");
    assertThat(get("/api/projects/none").path("type").asString()).endsWith("/unknown-project");
  }

  private static TaskId graph(String project, String text) throws Exception {
    return completed("graph", "{\"projectId\":\"%s\",\"text\":\"%s\"}".formatted(project, text));
  }

  private static TaskId completed(String type, String parameters) throws Exception {
    TaskId task = request(infra, type, parameters);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(state(database, task)).isEqualTo("completed"));
    return task;
  }

  private static ConfigurableApplicationContext start(Infra infra, MonsterDatabase database) {
    return TaskExecutorApplication.builder()
        .run(
            Stream.concat(TestIssuer.arguments().stream(), arguments(infra, database))
                .toArray(String[]::new));
  }

  private static Stream<String> arguments(Infra infra, MonsterDatabase database) {
    return Stream.of(
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + infra.bootstrapServers(),
        "--spring.datasource.url=" + database.address().jdbcUrl(),
        "--spring.datasource.username=" + database.address().username(),
        "--spring.datasource.password=" + database.address().password(),
        "--millrace.executor.topics.replicas=1",
        "--millrace.jobs.samples=true");
  }

  private static TaskId request(Infra infra, String type, String parameters) throws Exception {
    var task = new TaskId(UUID.randomUUID());
    var requested =
        new TaskRequested(
            new TaskType(type),
            new UserId("alice"),
            Priority.NORMAL,
            Json.parse(parameters),
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            Duration.ofDays(1));
    CloudEvent event = TaskCodec.write(new Fact(task, 0, Instant.now(), requested), "/test", null);
    var item =
        new ProducerRecord<>(
            Topics.work(new TaskType(type), Priority.NORMAL),
            task.toString(),
            event.data().getBytes(UTF_8));
    event.headers().forEach((name, value) -> item.headers().add(name, value.getBytes(UTF_8)));
    Map<String, Object> settings = Map.of("bootstrap.servers", infra.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(item).get();
    }
    return task;
  }

  private static String state(MonsterDatabase database, TaskId task) {
    return database
        .sql()
        .sql("select coalesce((select state from run where task_id = ?), 'none')")
        .param(task.value())
        .query(String.class)
        .single();
  }

  private static JsonNode get(String path) throws Exception {
    return get(path, TestIssuer.user("alice"));
  }

  private static JsonNode get(String path, String token) throws Exception {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    try (var http = HttpClient.newHttpClient()) {
      var response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", "Bearer " + token)
                  .build(),
              BodyHandlers.ofString());
      return new JsonMapper().readTree(response.body());
    }
  }
}
