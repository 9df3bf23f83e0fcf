package dev.millrace.executor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.events.catalogue.TaskPolicy;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.executor.handler.TaskContext;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.handler.Workload;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import dev.millrace.testinfra.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The whole executor, with tasks that compute, hear nothing, and lie about it: HTTP answers all
/// the while, the lease holds, and each of them ends.
@MillraceInfra
@Timeout(240)
class BusyTasksIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Set<String> ENDS = Set.of("completed", "failed", "timeout", "cancelled");

  private static volatile boolean enough;

  private final Infra infra;

  BusyTasksIT(Infra infra) {
    this.infra = infra;
  }

  /// Spins, and hears nothing, until the test is over.
  private record Spinner(String name, Workload workload)
      implements TaskHandler<Spinner.Nothing, Object> {

    record Nothing() {}

    @Override
    public TaskType type() {
      return new TaskType(name);
    }

    @Override
    public String description() {
      return "Spins.";
    }

    @Override
    public Class<Nothing> parameters() {
      return Nothing.class;
    }

    @Override
    public TaskPolicy policy() {
      return TaskPolicy.STANDARD.withTimeout(Duration.ofSeconds(4));
    }

    @Override
    public @Nullable Object run(Nothing parameters, TaskContext context) {
      while (!enough) {
        Thread.onSpinWait();
      }
      return null;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Spinners {

    @Bean
    TaskHandler<?, ?> honest() {
      return new Spinner("spin-honest", Workload.COMPUTES);
    }

    @Bean
    TaskHandler<?, ?> lying() {
      return new Spinner("spin-lying", Workload.WAITS);
    }
  }

  @AfterEach
  void end() {
    enough = true;
  }

  @Test
  void busyTasksEndAndHttpAnswersBesideThem() throws Exception {
    enough = false;
    try (RunningExecutor executor =
        RunningExecutor.startWith(
            infra,
            new Class<?>[] {Spinners.class},
            "--millrace.jobs.sleep.enabled=true",
            "--millrace.executor.interrupt-patience=2s",
            "--millrace.executor.handlers.abandoned-computing=3")) {
      String token = TestIssuer.user("alice");
      long usual = slowest(executor, token, 20);
      String graph = "{\"projectId\":\"p\",\"text\":\"" + "Xy a ".repeat(2400) + "\"}";
      List<TaskId> tasks = new ArrayList<>();
      tasks.add(executor.request("graph", graph, null));
      tasks.add(executor.request("graph", graph, null));
      for (int i = 0; i < 2; i++) {
        tasks.add(executor.request("spin-honest", "{}", null));
      }
      int carriers = Runtime.getRuntime().availableProcessors();
      for (int i = 0; i < carriers + 1; i++) {
        tasks.add(executor.request("spin-lying", "{}", null));
      }
      TaskId sleep = executor.request("sleep", "{\"millis\":100}", null);

      List<Long> answers = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            answers.add(slowest(executor, token, 5));
            return tasks.stream().allMatch(task -> ENDS.contains(executor.state(task)));
          });

      Collections.sort(answers);
      System.out.printf(
          "HTTP: %d ms before; beside busy tasks, the slowest of 5 each: %s%n", usual, answers);
      // The scheduler's watch needs up to two looks until there are more carriers.
      assertThat(answers.getLast()).isLessThan(6000);
      assertThat(answers.get(answers.size() / 2)).isLessThan(1000);
      assertThat(tasks.subList(0, 2)).allMatch(task -> executor.state(task).equals("completed"));
      assertThat(tasks.subList(2, tasks.size()))
          .allMatch(task -> executor.state(task).equals("timeout"));
      assertThat(
              executor
                  .bean(MeterRegistry.class)
                  .get("millrace.executor.taken.over")
                  .counter()
                  .count())
          .isZero();
      enough = true;
      await().atMost(PATIENCE).until(() -> executor.state(sleep).equals("completed"));
    }
  }

  /// Milliseconds that the slowest of some calls took.
  private static long slowest(RunningExecutor executor, String token, int calls) throws Exception {
    long slowest = 0;
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      executor.get("/api/projects", token);
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
    }
    return slowest;
  }
}
