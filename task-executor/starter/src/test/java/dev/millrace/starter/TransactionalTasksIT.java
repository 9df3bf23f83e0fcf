package dev.millrace.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.Topics;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.catalogue.HandlerRegistry;
import dev.millrace.executor.handler.Task;
import dev.millrace.kafka.CloudEventReader;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestDatabase;
import dev.millrace.type.Priority;
import dev.millrace.type.SubmitOptions;
import dev.millrace.type.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// An application with the starter and a table of its own, on real servers.
@MillraceInfra
class TransactionalTasksIT {

  private static final TaskType<Mail, Void> MAIL = TaskType.of("mail", Mail.class, Void.class);
  private static final TaskType<List<Mail>, Void> MAILS = new TaskType<>("mails") {};

  private static Infra infra;
  private static ConfigurableApplicationContext shop;
  private static TransactionalTasks tasks;
  private static TransactionTemplate transaction;
  private static JdbcClient database;

  record Mail(String to) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {

    @Task(type = "mail")
    void send(Mail mail) {}
  }

  @BeforeAll
  static void start(Infra servers) {
    infra = servers;
    TestDatabase own = infra.newDatabase("shop");
    shop =
        new SpringApplicationBuilder(Shop.class)
            .properties(
                Map.of(
                    "spring.main.web-application-type", "none",
                    "spring.datasource.url", own.jdbcUrl(),
                    "spring.datasource.username", own.username(),
                    "spring.datasource.password", own.password(),
                    "millrace.executor.group", "shop",
                    "spring.kafka.bootstrap-servers", infra.bootstrapServers()))
            .run();
    tasks = shop.getBean(TransactionalTasks.class);
    transaction = new TransactionTemplate(shop.getBean(PlatformTransactionManager.class));
    database = JdbcClient.create(own.dataSource());
    database.sql("create table bill (id uuid primary key)").update();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void submissionIsHeardOfWhenItsTransactionCommitsAndNeverWhenItRollsBack() {
    var options =
        SubmitOptions.NONE.withPriority(Priority.HIGH).withTimeout(Duration.ofSeconds(30));
    TaskId rolledBack =
        transaction.execute(status -> {
          status.setRollbackOnly();
          return bill(tasks.submit(MAIL, "alice", new Mail("a@example.org")));
        });
    TaskId committed =
        transaction.execute(
            _ -> bill(tasks.submit(MAIL, "alice", new Mail("b@example.org"), options)));
    TaskId list =
        transaction.execute(_ -> bill(tasks.submit(MAILS, "alice", List.of(new Mail("c")))));

    await().atMost(Duration.ofSeconds(60)).until(() -> heard().size() >= 2);
    assertThat(database.sql("select id::text from bill").query(String.class).list())
        .containsExactlyInAnyOrder(committed.toString(), list.toString());
    assertThat(heard().stream().map(ConsumerRecord::key))
        .containsExactlyInAnyOrder(committed.toString(), list.toString())
        .doesNotContain(rolledBack.toString());
    SubmitTask task = submission(committed);
    assertThat(task.type().value()).isEqualTo("mail");
    assertThat(task.userId().value()).isEqualTo("alice");
    assertThat(task.parameters().text()).isEqualTo("{\"to\":\"b@example.org\"}");
    assertThat(task.priority()).isEqualTo(dev.millrace.events.task.Priority.HIGH);
    assertThat(task.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(submission(list).parameters().text()).isEqualTo("[{\"to\":\"c\"}]");
  }

  @Test
  void methodThatIsATaskIsOneOfTheExecutorsTypes() {
    assertThat(shop.getBean(HandlerRegistry.class).types())
        .contains(new dev.millrace.events.task.TaskType("mail"));
  }

  @Test
  void whatCannotBeSubmittedIsRefusedAtOnce() {
    assertThatThrownBy(() -> tasks.submit(MAIL, "alice", new Mail("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction");
    assertThatThrownBy(() ->
            transaction.execute(_ -> tasks.submit(MAIL, "alice", new Mail("x".repeat(262_144)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("262144");
    assertThatThrownBy(() ->
            transaction.execute(_ ->
                tasks.submit(
                    MAIL, "alice", new Mail("a"), SubmitOptions.NONE.withIdempotencyKey("k"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TaskId bill(TaskId id) {
    JdbcClient.create(shop.getBean(javax.sql.DataSource.class))
        .sql("insert into bill values (?)")
        .param(id.value())
        .update();
    return id;
  }

  private static SubmitTask submission(TaskId id) {
    var record =
        heard().stream().filter(one -> one.key().equals(id.toString())).findFirst().orElseThrow();
    return java.util.Objects.requireNonNull(
        TaskCodec.readSubmission(
            CloudEventReader.read(record.headers(), record.value().getBytes(UTF_8))));
  }

  private static List<ConsumerRecord<String, String>> heard() {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SUBMISSIONS).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
