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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@MillraceInfra
@Timeout(180)
class TaskExecutorApplicationIT {

  @Test
  void aRequestedRecalculationOfTheSampleSetIsDone(Infra infra) throws Exception {
    try (var database = new MonsterDatabase(infra);
        ConfigurableApplicationContext application = start(infra, database)) {
      TaskId task = request(infra, "recalc", "{\"weights\":{\"offense\":1},\"scope\":\"all\"}");

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(state(database, task)).isEqualTo("completed"));

      JsonNode monster = get(application, "/api/monsters?limit=1&tag=burn").path("items").path(0);
      assertThat(monster.path("score").isNumber()).isTrue();
      assertThat(monster.path("explain").path("parts")).hasSize(5);
      assertThat(monster.path("dimensions").path("offense").isInt()).isTrue();
      assertThat(get(application, "/actuator/health").path("status").asString()).isEqualTo("UP");
    }
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

  private static JsonNode get(ConfigurableApplicationContext application, String path)
      throws Exception {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    try (var http = HttpClient.newHttpClient()) {
      var response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", "Bearer " + TestIssuer.user("alice"))
                  .build(),
              BodyHandlers.ofString());
      return new JsonMapper().readTree(response.body());
    }
  }
}
