package dev.millrace.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.blobs.Blobs;
import dev.millrace.events.Fact;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.catalogue.TaskTypeEntry;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.TestDatabase;
import dev.millrace.testinfra.TestIssuer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service on databases of its own, with one task type in the catalogue.
final class RunningApi implements AutoCloseable {

  static final TaskType SLEEP = new TaskType("sleep");

  /// Whose token requests have where a test gives none.
  static final String USER = "anonymous";

  private static final String TOKEN = TestIssuer.user(USER);
  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String SCHEMA =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
       "properties":{"millis":{"type":"integer","minimum":0},"note":{"type":"string"},
                     "steps":{"type":"array","items":{"type":"string"}}},
       "required":["millis"],"additionalProperties":false}
      """;

  final TestDatabase api;
  final TestDatabase projection;
  final HttpClient http = HttpClient.newHttpClient();
  private final Infra infra;
  private final String[] arguments;
  private ConfigurableApplicationContext context;
  private int port;

  private RunningApi(Infra infra, Map<String, String> settings) {
    this(infra, infra.newDatabase("api"), infra.newDatabase("projection"), settings);
  }

  private RunningApi(
      Infra infra, TestDatabase api, TestDatabase projection, Map<String, String> settings) {
    this.infra = infra;
    this.api = api;
    this.projection = projection;
    Flyway.configure()
        .dataSource(projection.dataSource())
        .locations("classpath:db/projection")
        .load()
        .migrate();
    List<String> given = new ArrayList<>();
    Map.of(
            "server.port", "0",
            "millrace.api.relay.slot", api.name(),
            "millrace.api.ending.group", api.name(),
            "spring.datasource.url", api.jdbcUrl(),
            "spring.datasource.username", api.username(),
            "spring.datasource.password", api.password(),
            "millrace.api.projection.url", projection.jdbcUrl(),
            "millrace.api.projection.username", projection.username(),
            "millrace.api.projection.password", projection.password(),
            "spring.kafka.bootstrap-servers", infra.bootstrapServers())
        .forEach((name, value) -> given.add("--" + name + "=" + value));
    given.addAll(TestIssuer.arguments());
    settings.forEach((name, value) -> given.add("--" + name + "=" + value));
    arguments = given.toArray(String[]::new);
    context = TaskApiApplication.builder().run(arguments);
    port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /// Stops the service, and starts another one on the same databases.
  void restart() {
    context.close();
    context = TaskApiApplication.builder().run(arguments);
    port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /// Starts it, and returns when it knows its task type.
  static RunningApi start(Infra infra) {
    return start(infra, Map.of());
  }

  static RunningApi start(Infra infra, Map<String, String> settings) {
    var api = new RunningApi(infra, settings);
    api.announce(SLEEP);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> api.get("/api/task-types/sleep").statusCode() == 200);
    return api;
  }

  /// Another process over the same databases.
  RunningApi another(Map<String, String> settings) {
    return new RunningApi(infra, api, projection, settings);
  }

  Infra infra() {
    return infra;
  }

  /// The store of blobs that it uses.
  Blobs blobs() {
    return context.getBean(Blobs.class);
  }

  /// What its counters of this name add up to.
  double counted(String meter) {
    return context.getBean(MeterRegistry.class).get(meter).meters().stream()
        .flatMap(one -> StreamSupport.stream(one.measure().spliterator(), false))
        .mapToDouble(Measurement::getValue)
        .sum();
  }

  JdbcClient database() {
    return JdbcClient.create(api.dataSource());
  }

  JdbcClient projectionDatabase() {
    return JdbcClient.create(projection.dataSource());
  }

  int port() {
    return port;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /// A request with the token of [#USER], for who sends it otherwise than this does.
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return post(path, "application/json", body);
  }

  HttpResponse<String> post(String path, String mediaType, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  /// Submits a task of the type and gives its id.
  String submit(String pathAndQuery, String parameters) {
    var answer = post(pathAndQuery, parameters);
    if (answer.statusCode() != 202) {
      throw new AssertionError(answer.body());
    }
    return json(answer).get("id").asString();
  }

  /// One that failed with its first fact was never started.
  private static boolean isStarted(String status, long sequence) {
    return !Set.of("pending", "scheduled").contains(status)
        && !(status.equals("failed") && sequence == 1);
  }

  /// Does what the projection does when it has folded a task as far as this status.
  void fold(String id, String status, long sequence) {
    database()
        .sql("select user_id, type, project_id, created_at from request where task_id = ?")
        .param(UUID.fromString(id))
        .query(row -> {
          projectionDatabase()
              .sql(
                  """
                  insert into task (task_id, sequence, type, status, priority, user_id, project_id,
                                    parameters, attempt, retry_count, max_retries, created_at,
                                    updated_at, retention_millis)
                  values (?, ?, ?, ?, 'normal', ?, ?, '{"millis":0}', ?, 0, 3, ?, now(), 1000)
                  on conflict (task_id) do update
                  set sequence = excluded.sequence, status = excluded.status,
                    attempt = excluded.attempt
                  """)
              .params(
                  UUID.fromString(id),
                  sequence,
                  row.getString("type"),
                  status,
                  row.getString("user_id"),
                  row.getString("project_id"),
                  isStarted(status, sequence) ? 1 : 0,
                  row.getTimestamp("created_at"))
              .update();
        });
  }

  /// Sends it with the token of [#USER].
  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(TOKEN, request);
  }

  /// Sends it with this token, or with none.
  HttpResponse<String> send(@Nullable String token, HttpRequest.Builder request) {
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  /// Says that an executor can run this type.
  void announce(TaskType type) {
    announce(type, TaskPolicy.STANDARD);
  }

  /// Says that an executor can run batches, and returns when it is known.
  void announceBatches() {
    announceAndAwait("batch", "{\"type\":\"object\"}");
  }

  /// Says that an executor can run this type, and returns when it is known.
  void announceAndAwait(String type, String schema) {
    announce(new TaskType(type), TaskPolicy.STANDARD, schema);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/api/task-types/" + type).statusCode() == 200);
  }

  void announce(TaskType type, TaskPolicy policy) {
    announce(type, policy, SCHEMA);
  }

  void announce(TaskType type, TaskPolicy policy, String schema) {
    announce(new TaskTypeEntry(type, "Sleeps.", Json.parse(schema), null, policy, true, null));
  }

  void announce(TaskTypeEntry entry) {
    TaskType type = entry.type();
    ensureTopic(Topics.TASK_TYPES);
    ensureTopic(Topics.EVENTS);
    ensureTopic(Topics.CONTROL);
    ensureTopic(Topics.control(entry.owners()));
    ensureTopic(Topics.TYPE_CONTROLS);
    for (Priority priority : Priority.values()) {
      ensureTopic(Topics.work(entry.owners(), type, priority));
    }
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.TASK_TYPES, type.value(), TaskCodec.write(entry)))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Says a fact as an executor would, on the partition of the key.
  void say(String key, Fact fact) {
    CloudEvent event = TaskCodec.write(fact, "/test", null);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      var line = new ProducerRecord<>(Topics.EVENTS, key, event.data());
      event.headers().forEach((name, value) -> line.headers().add(name, value.getBytes(UTF_8)));
      producer.send(line).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Makes a topic unless an earlier test has.
  void ensureTopic(String name) {
    try (var admin = infra.kafka().admin()) {
      if (!admin.listTopics().names().get().contains(name)) {
        infra.kafka().create(name, 2, Map.of());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The `ce_id` of everything on a topic so far whose key is one of these tasks, in order.
  List<String> published(String topic, java.util.Set<String> tasks) {
    return records(topic, tasks).stream().map(found -> header(found, "ce_id")).toList();
  }

  static String header(ConsumerRecord<String, String> found, String name) {
    return new String(found.headers().lastHeader(name).value(), UTF_8);
  }

  /// Everything on a topic so far whose key is one of these tasks, in order.
  List<ConsumerRecord<String, String>> records(String topic, java.util.Set<String> tasks) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (var found : consumer.poll(Duration.ofMillis(200))) {
          if (tasks.contains(found.key())) {
            records.add(found);
          }
        }
      }
    }
    return records;
  }

  @Override
  public void close() {
    http.close();
    context.close();
    database()
        .sql(
            """
            select pg_drop_replication_slot(slot_name)::text from pg_replication_slots
            where slot_name = ? and not active
            """)
        .param(api.name())
        .query((row, number) -> "")
        .list();
  }
}
