package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Guarantee;
import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnAFleet
class OneFinalStatePerTaskIT {

  private static final Set<TaskStatus> EITHER =
      EnumSet.of(TaskStatus.COMPLETED, TaskStatus.CANCELLED);

  private final Scene scene;

  OneFinalStatePerTaskIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void cancellationThatRacesWithTheEndAndACrashLeavesOneOfTheTwo() {
    List<Accepted> tasks = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      TaskId id = scene.client().accepted("sleep", "{\"millis\":" + 50 * i + ",\"steps\":2}");
      tasks.add(new Accepted(id, EITHER, 0));
      if (i % 2 == 0) {
        scene.client().cancel(id);
      }
    }
    scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, 2));
    tasks.forEach(task -> scene.client().cancel(task.id()));

    Verdict verdict = Audit.judge(scene.evidence(tasks));

    assertThat(verdict.problems(Guarantee.ONE_END)).isEmpty();
    Scene.assertClean(verdict);
  }
}
