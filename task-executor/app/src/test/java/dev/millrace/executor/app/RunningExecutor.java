package dev.millrace.executor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.Topics;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestDatabase;
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
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole executor on a database of its own, asked by Kafka and HTTP as others ask it.
final class RunningExecutor implements AutoCloseable {

  private final Infra infra;
  private final TestDatabase database;
  private final ConfigurableApplicationContext application;

  private RunningExecutor(
      Infra infra, TestDatabase database, ConfigurableApplicationContext application) {
    this.infra = infra;
    this.database = database;
    this.application = application;
  }

  /// @param settings more arguments of the command line
  static RunningExecutor start(Infra infra, String... settings) {
    return startWith(infra, new Class<?>[0], settings);
  }

  /// With beans beside those of the application, such as a handler for a test.
  static RunningExecutor startWith(Infra infra, Class<?>[] beans, String... settings) {
    TestDatabase database = infra.newDatabase("executor");
    Stream<String> arguments =
        Stream.of(TestIssuer.arguments().stream(), arguments(infra, database), Stream.of(settings))
            .flatMap(some -> some);
    return new RunningExecutor(
        infra,
        database,
        TaskExecutorApplication.builder().sources(beans).run(arguments.toArray(String[]::new)));
  }

  /// What task-api's relay would put on the work topic, for alice.
  TaskId request(String type, String parameters, @Nullable TaskId parent) throws Exception {
    var task = new TaskId(UUID.randomUUID());
    var requested =
        new TaskRequested(
            new TaskType(type),
            new UserId("alice"),
            Priority.NORMAL,
            Json.parse(parameters),
            null,
            parent,
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

  /// What the run store says of a task.
  String state(TaskId task) {
    return sql()
        .sql("select coalesce((select state from millrace_engine.run where task_id = ?), 'none')")
        .param(task.value())
        .query(String.class)
        .single();
  }

  JdbcClient sql() {
    return JdbcClient.create(database.dataSource());
  }

  /// The executor's bean of this type.
  <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  JsonNode get(String path, String token) throws Exception {
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

  @Override
  public void close() {
    application.close();
    await().atMost(Duration.ofSeconds(20)).until(this::isSlotGone);
  }

  /// Its name is the same for every executor of a server, so the next one could not have it.
  private boolean isSlotGone() {
    sql()
        .sql(
            """
            select pg_drop_replication_slot(slot_name)::text from pg_replication_slots
            where slot_name = 'millrace_executor' and not active
            """)
        .query(String.class)
        .list();
    return sql()
        .sql(
            "select not exists (select from pg_replication_slots where slot_name = 'millrace_executor')")
        .query(Boolean.class)
        .single();
  }

  private static Stream<String> arguments(Infra infra, TestDatabase database) {
    return Stream.of(
        "--server.port=0",
        "--spring.kafka.bootstrap-servers=" + infra.bootstrapServers(),
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=" + database.username(),
        "--spring.datasource.password=" + database.password(),
        "--millrace.executor.topics.replicas=1",
        "--millrace.jobs.samples=true");
  }
}
