package dev.millrace.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.projection.fold.Histories;
import dev.millrace.projection.postgres.TableAudit;
import dev.millrace.testinfra.Infra;
import dev.millrace.testinfra.MillraceInfra;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@MillraceInfra
@Timeout(300)
class BacklogIT {

  private static final Logger LOG = LoggerFactory.getLogger(BacklogIT.class);
  private static final int TASKS = Integer.getInteger("backlog.tasks", 8_334);
  private static final int CONSUMERS = Integer.getInteger("backlog.consumers", 2);

  @Test
  void backlogIsFoldedOnce(Infra infra) {
    try (var projection = new ProjectionUnderTest(infra, 6)) {
      List<Fact> log = backlog();
      projection.publish(log);
      long start = System.nanoTime();
      projection.reader(CONSUMERS, 5_000, UnaryOperator.identity());
      projection.awaitStored(log.size());
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      LOG.warn(
          "{} facts in {} ms with {} consumers: {} facts/s; decode {} s, write {} s",
          log.size(),
          taken.toMillis(),
          CONSUMERS,
          log.size() * 1_000L / taken.toMillis(),
          seconds(projection, "decode"),
          seconds(projection, "write"));
      assertThat(
              projection.jdbc.queryForObject(
                  "select sum(tasks) from task_count where status = 'completed'", Long.class))
          .isEqualTo(TASKS);
      assertThat(projection.count("gaps") + projection.count("illegal")).isZero();
      if (TASKS <= 50_000) {
        TableAudit.assertFoldOf(log, projection.jdbc);
      }
    }
  }

  /// As a busy system says it: the phases of a task about a thousand facts apart.
  private static List<Fact> backlog() {
    var histories = new Histories(31);
    List<Fact> log = new ArrayList<>(3 * TASKS);
    for (int from = 0; from < TASKS; from += 500) {
      List<TaskId> ids = new ArrayList<>();
      for (int i = from; i < Math.min(TASKS, from + 500); i++) {
        ids.add(histories.id());
      }
      var time = Histories.START.plusMillis(from);
      ids.forEach(id -> log.add(new Fact(id, 0, time, Histories.request("alice"))));
      var started = new TaskStarted(1, 1, new ExecutorId("executor-1"));
      ids.forEach(id -> log.add(new Fact(id, 1, time.plusMillis(20), started)));
      var completed = new TaskCompleted(1, new Json("{\"slept\":0,\"steps\":1}"), null);
      ids.forEach(id -> log.add(new Fact(id, 2, time.plusMillis(40), completed)));
    }
    return log;
  }

  private static double seconds(ProjectionUnderTest projection, String timer) {
    return projection.meters.timer("millrace.projection." + timer).totalTime(TimeUnit.SECONDS);
  }
}
