package dev.millrace.listener;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.Topics;
import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.Priority;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.events.wire.CloudEvent;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An application with a listener and a table of its own, on real servers.
@MillraceInfra
class TaskListenerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TaskType REPORT = new TaskType("report");

  private static Infra infra;
  private static TestDatabase own;
  private static ConfigurableApplicationContext shop;
  private static JdbcClient database;

  record Report(int pages) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {

    static final AtomicInteger REFUSALS = new AtomicInteger();

    private final JdbcClient database;

    Shop(JdbcClient database) {
      this.database = database;
    }

    @TaskListener(type = "report", name = "reports")
    void on(TaskEnd<Report> end) {
      String what =
          switch (end) {
            case TaskEnd.Completed<Report> done ->
                done.isStored() || done.result() == null
                    ? "stored"
                    : done.result().pages() + " pages";
            case TaskEnd.Failed<Report> failed -> failed.error().code();
            case TaskEnd.TimedOut<Report> late -> late.error().code();
            case TaskEnd.Cancelled<Report> _ -> "cancelled";
          };
      database
          .sql("insert into told (task_id, user_id, what) values (?, ?, ?)")
          .params(end.task().id().value(), end.task().userId().value(), what)
          .update();
      // After what it has written, which must be gone then.
      if (what.equals("500 pages") && REFUSALS.getAndDecrement() > 0) {
        throw new IllegalStateException("too many pages today");
      }
    }
  }

  @BeforeAll
  static void start(Infra servers) {
    infra = servers;
    own = infra.newDatabase("listener");
    database = JdbcClient.create(own.dataSource());
    database.sql("create table told (task_id uuid, user_id text, what text)").update();
    infra.kafka().create(Topics.EVENTS, 3);
    shop = run("shop");
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void eachEndIsHeardOnceHoweverOftenItComes() {
    TaskId done = requested(REPORT);
    TaskId other = requested(new TaskType("letter"));
    TaskId failed = requested(REPORT);
    for (int i = 0; i < 2; i++) {
      send(done, 1, new TaskStarted(1, 1, new ExecutorId("x")));
      send(done, 2, completed(7));
      send(other, 2, completed(1));
      send(failed, 1, new TaskFailed(0, new TaskError("bad-input", "no", false)));
    }

    awaitTold(done, "7 pages");
    awaitTold(failed, "bad-input");
    assertHeard(other);

    // Another group reads everything again, in an application that has heard it.
    try (var again = run("shop-again")) {
      TaskId last = requested(REPORT);
      send(last, 2, completed(3));
      awaitTold(last, "3 pages");
      assertThat(again.isRunning()).isTrue();
    }
    assertHeard(done, "7 pages");
    assertHeard(failed, "bad-input");
    assertThat(told(done).getFirst()).startsWith("alice ");
  }

  @Test
  void taskThatWasPutBackToWorkEndsOnceMore() {
    TaskId task = requested(REPORT);
    send(task, 2, new TaskCancelled(null));
    send(task, 5, completed(2));

    await().atMost(PATIENCE).until(() -> told(task).size() == 2);
    assertHeard(task, "cancelled", "2 pages");
  }

  @Test
  void endAtWhichItsListenerThrowsIsHeardLaterAndHoldsUpNoOther() {
    Shop.REFUSALS.set(2);
    TaskId refused = requested(REPORT);
    send(refused, 2, completed(500));
    TaskId next = requested(REPORT);
    send(next, 2, completed(4));

    awaitTold(next, "4 pages");
    awaitTold(refused, "500 pages");
    assertThat(Shop.REFUSALS.get()).isEqualTo(-1);
    assertThat(
            database
                .sql("select count(*) from millrace_listener.waiting")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void resultThatIsNoneOfItsKindWaitsAndSaysWhy() {
    TaskId odd = requested(REPORT);
    send(odd, 2, new TaskCompleted(1, new Json("{\"pages\":\"many\"}"), null));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(
                    database
                        .sql("select error from millrace_listener.waiting where task_id = ?")
                        .param(odd.value())
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .contains("pages"));
    database.sql("delete from millrace_listener.waiting").update();
  }

  private static ConfigurableApplicationContext run(String group) {
    return new SpringApplicationBuilder(Shop.class)
        .properties(
            Map.of(
                "spring.main.web-application-type", "none",
                "spring.datasource.url", own.jdbcUrl(),
                "spring.datasource.username", own.username(),
                "spring.datasource.password", own.password(),
                "millrace.listener.group", group,
                "spring.kafka.bootstrap-servers", infra.bootstrapServers()))
        .run();
  }

  private static TaskId requested(TaskType type) {
    var id = new TaskId(UUID.randomUUID());
    send(
        id,
        0,
        new TaskRequested(
            type,
            new UserId("alice"),
            Priority.NORMAL,
            Json.EMPTY_OBJECT,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            TaskPolicy.STANDARD.retention()));
    return id;
  }

  private static TaskCompleted completed(int pages) {
    return new TaskCompleted(1, Json.of(new Report(pages)), null);
  }

  private static void send(TaskId id, long sequence, TaskEvent event) {
    CloudEvent record =
        TaskCodec.write(
            new Fact(id, sequence, Instant.now().truncatedTo(ChronoUnit.MILLIS), event),
            "/test",
            null);
    var out = new ProducerRecord<>(Topics.EVENTS, id.toString(), record.data());
    record.headers().forEach((name, value) -> out.headers().add(name, value.getBytes(UTF_8)));
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(out).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitTold(TaskId task, String what) {
    await().atMost(PATIENCE).untilAsserted(() -> assertHeard(task, what));
  }

  private static void assertHeard(TaskId task, String... what) {
    assertThat(told(task))
        .extracting(line -> line.substring(line.indexOf(' ') + 1))
        .containsExactly(what);
  }

  private static List<@Nullable String> told(TaskId task) {
    return database
        .sql("select user_id || ' ' || what from told where task_id = ?")
        .param(task.value())
        .query(String.class)
        .list();
  }
}
