package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import dev.millrace.systemtest.load.LoadPlan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnAFleet
class CancelledMeansStoppedIT {

  private static final Set<TaskStatus> CANCELLED = Set.of(TaskStatus.CANCELLED);

  private final Scene scene;

  CancelledMeansStoppedIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void handlerInTheMiddleOfALongSleepIsGoneWhenItsTaskIsCancelled() {
    TaskId sleeping = scene.client().accepted("sleep", "{\"millis\":600000}");
    scene.awaitStatus(sleeping, "running");

    assertThat(scene.client().cancel(sleeping)).isEqualTo(202);

    scene.awaitStatus(sleeping, "cancelled");
    Scene.await("no handler runs any more")
        .until(() ->
            scene
                .fleet()
                .numbers(Role.EXECUTOR)
                .allMatch(number ->
                    scene.fleet().health(Role.EXECUTOR, number).contains("\"running\":0")));
  }

  @Test
  void cancelledTaskWritesNothingMore() throws Exception {
    TaskId writing = scene.client().accepted("ledger", LoadPlan.ledger(10_000, 50));
    List<Accepted> tasks = List.of(new Accepted(writing, CANCELLED, 0));
    scene.awaitFirstRows(tasks);

    assertThat(scene.client().cancel(writing)).isEqualTo(202);

    scene.awaitStatus(writing, "cancelled");
    long rows = scene.rows(writing);
    // Another one that begins and ends later proves that time has passed.
    scene.evidence(scene.ledgers(1, 10, 100));
    assertThat(scene.rows(writing)).isEqualTo(rows);
    Scene.assertClean(Audit.judge(scene.evidence(tasks)));
  }
}
