package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskStatus;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Guarantee;
import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
    List<Accepted> tasks =
        IntStream.range(0, 24)
            .mapToObj(
                i -> scene.client().accepted("sleep", "{\"millis\":" + 100 * i + ",\"steps\":2}"))
            .map(id -> new Accepted(id, EITHER, 0))
            .toList();
    tasks.forEach(task -> scene.client().cancel(task.id()));
    scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, 2));
    tasks.forEach(task -> scene.client().cancel(task.id()));

    Verdict verdict = Audit.judge(scene.evidence(tasks));

    assertThat(verdict.problems(Guarantee.ONE_END)).isEmpty();
    Scene.assertClean(verdict);
  }
}
