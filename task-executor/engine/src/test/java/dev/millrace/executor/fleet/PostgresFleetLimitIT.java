package dev.millrace.executor.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.support.EngineDatabase;
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
  private EngineDatabase database;

  PostgresFleetLimitIT(Infra infra) {
    this.infra = infra;
  }

  @BeforeEach
  void open() {
    database = new EngineDatabase(infra.newDatabase("fleet"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void manyExecutorsStartNoMoreThanTheLimit() throws Exception {
    List<Callable<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      RunStore store = store("executor-" + i);
      starts.add(() -> claim(store, 1).size());
    }
    int started = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> one : threads.invokeAll(starts)) {
        started += one.get();
      }
    }
    assertThat(started).isEqualTo(3);
    assertThat(running()).isEqualTo(3);
  }

  @Test
  void whatRunsCountsAndTheRestIsLeft() {
    assertThat(claim(store("a"), 2)).hasSize(2);
    assertThat(claim(store("b"), 2)).hasSize(1);
    assertThat(claim(store("a"), 2)).isEmpty();

    database
        .client()
        .sql("update millrace_engine.run set state = 'completed' where owner = 'a'")
        .update();
    assertThat(claim(store("b"), 5)).hasSize(2);
    assertThat(running()).isEqualTo(3);
  }

  private int running() {
    return database
        .client()
        .sql("select count(*) from millrace_engine.run where state = 'running'")
        .query(Integer.class)
        .single();
  }

  private RunStore store(String executor) {
    RunStore store = database.store(new ExecutorId(executor), Duration.ofMinutes(1));
    store.renew();
    return store;
  }

  private List<TaskClaim> claim(RunStore store, int count) {
    List<WorkItem> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(WorkTopic.item(WorkTopic.request(TYPE, "{}")));
    }
    var limit =
        new PostgresFleetLimit(
            database.client(), new JdbcTransactionManager(database.pool()), TYPE, 3);
    return limit.within(count, fits -> store.claim(items.subList(0, fits)));
  }
}
