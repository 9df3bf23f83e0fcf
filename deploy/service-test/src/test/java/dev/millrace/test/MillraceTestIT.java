package dev.millrace.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.client.TaskFilter;
import dev.millrace.client.Tasks;
import dev.millrace.client.problem.NotFoundException;
import dev.millrace.events.task.TaskId;
import dev.millrace.starter.TransactionalTasks;
import dev.millrace.test.Post.Letter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@MillraceTest(properties = "millrace.client.timeout=20s")
@Timeout(240)
class MillraceTestIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Autowired private MillraceServer millrace;
  @Autowired private TransactionalTasks submissions;
  @Autowired private Tasks tasks;
  @Autowired private Environment settings;
  @Autowired private PlatformTransactionManager transactions;

  @Test
  void whatIsCommittedIsDoneAndWhatIsRolledBackNeverWas() {
    TaskId rolledBack =
        Objects.requireNonNull(
            new TransactionTemplate(transactions)
                .execute(status -> {
                  status.setRollbackOnly();
                  return submissions.submit(Post.LETTER, "alice", new Letter("Bob"));
                }));
    TaskId committed = submitted("alice", "Ada");

    assertThat(millrace.accepted(committed.value(), Post.LETTER).await(PATIENCE))
        .isEqualTo("Hello, Ada");
    assertThatThrownBy(() -> tasks.handle(rolledBack.value(), Post.LETTER).get())
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void aTypeCanBeSubmittedFromTheFirstMomentOfATest() {
    assertThat(millrace.tasks("carol").submit(Post.LETTER, new Letter("Dan")).await(PATIENCE))
        .isEqualTo("Hello, Dan");
  }

  @Test
  void usersSeeTheirOwnTasksAndOperatorsAll() {
    var own = millrace.tasks("erin").submit(Post.LETTER, new Letter("Fay"));
    own.await(PATIENCE);

    assertThatThrownBy(() -> millrace.tasks("mallory").handle(own.id(), Post.LETTER).get())
        .isInstanceOf(NotFoundException.class);
    try (var all = millrace.tasks().find(TaskFilter.ALL.withUserId("erin"))) {
      assertThat(all.map(task -> task.id())).containsExactly(own.id());
    }
  }

  @Test
  void eventsAreHeardByAnotherConsumer() {
    TaskId task = submitted("gina", "Hal");
    Set<String> heard = new HashSet<>();
    try (var consumer =
        new KafkaConsumer<>(
            consumer(millrace.kafka()), new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("millrace.events"));
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(event -> {
                  if (event.key().equals(task.toString())) {
                    heard.add(new String(event.headers().lastHeader("ce_type").value(), UTF_8));
                  }
                });
            return heard.contains("dev.millrace.task.completed.v1");
          });
    }
    assertThat(heard).contains("dev.millrace.task.requested.v1", "dev.millrace.task.started.v1");
  }

  @Test
  void settingsOfTheTestWinOverThoseOfTheServer() {
    assertThat(settings.getProperty("millrace.client.timeout")).isEqualTo("20s");
    assertThat(settings.getProperty("millrace.executor.group")).isEqualTo("service");
    assertThat(settings.getProperty("millrace.client.url")).isEqualTo(millrace.url().toString());
  }

  private TaskId submitted(String user, String to) {
    return Objects.requireNonNull(
        new TransactionTemplate(transactions)
            .execute(_ -> submissions.submit(Post.LETTER, user, new Letter(to))));
  }

  private static Map<String, Object> consumer(Map<String, Object> kafka) {
    kafka.putAll(Map.of("group.id", "listener", "auto.offset.reset", "earliest"));
    return kafka;
  }
}
