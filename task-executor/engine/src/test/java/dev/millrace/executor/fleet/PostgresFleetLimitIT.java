package dev.millrace.executor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.journal.TaskClaim;
import dev.millrace.executor.journal.WorkItem;
import dev.millrace.executor.support.JournalDatabase;
import dev.millrace.executor.support.WorkTopic;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;

@MillraceInfra
@Timeout(60)
class PostgresFleetLimitIT {

  private static final TaskType TYPE = new TaskType("limited");

  private final Infra infra;
  private JournalDatabase database;

  PostgresFleetLimitIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new JournalDatabase(infra.newDatabase("fleet"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void manyExecutorsReserveNoMoreThanTheLimit() throws Exception {
    List<Callable<Boolean>> asked = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      FleetLimit limit = limit("executor-" + i);
      asked.add(() -> limit.reserve("high", 1));
    }
    int reserved = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> one : threads.invokeAll(asked)) {
        reserved += one.get() ? 1 : 0;
      }
    }
    assertThat(reserved).isEqualTo(3);
  }

  @Test
  void whatIsGivenBackOrRunsOutIsFreeAgain() {
    assertThat(limit("a").reserve("high", 2)).isTrue();
    assertThat(limit("b").reserve("low", 1)).isTrue();
    assertThat(limit("c").reserve("high", 1)).isFalse();
    limit("b").giveBack("low");
    assertThat(limit("c").reserve("high", 1)).isTrue();
    database.client().sql("update fleet_reservation set until = now() where owner = 'a'").update();
    assertThat(limit("b").reserve("low", 2)).isTrue();
  }

  @Test
  void aClaimLooksAgainAndWhatRunsCounts() {
    RunJournal a = journal("a");
    RunJournal b = journal("b");
    assertThat(limit("a").reserve("high", 2)).isTrue();
    assertThat(claim(limit("a"), a, 2)).hasSize(2);

    // The reservation went with the claim; what it was for runs.
    assertThat(limit("b").reserve("high", 2)).isFalse();
    assertThatThrownBy(() -> claim(limit("b"), b, 2)).isInstanceOf(FleetFull.class);
    assertThat(claim(limit("b"), b, 1)).hasSize(1);
    assertThat(limit("a").reserve("high", 1)).isFalse();
    assertThat(database.client().sql("select count(*) from run").query(Integer.class).single())
        .isEqualTo(3);
  }

  private FleetLimit limit(String executor) {
    return new PostgresFleetLimit(
        database.client(),
        new JdbcTransactionManager(database.pool()),
        new ExecutorId(executor),
        TYPE,
        3);
  }

  private RunJournal journal(String executor) {
    RunJournal journal = database.journal(new ExecutorId(executor), Duration.ofMinutes(1));
    journal.renew();
    return journal;
  }

  private static List<TaskClaim> claim(FleetLimit limit, RunJournal journal, int count) {
    List<WorkItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(WorkTopic.item(WorkTopic.request(TYPE, "{}")));
    }
    return limit.claim("high", count, () -> journal.claim(items));
  }
}
