package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.LoadPlan;
import org.junit.jupiter.api.Test;

@OnAFleet
class NoAcceptedTaskIsLostIT {

  private final Scene scene;

  NoAcceptedTaskIsLostIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void eachTaskThatWasAnsweredWith202EndsThoughEveryApiAndAnExecutorAreKilled() {
    try (var load = scene.load()) {
      load.start(LoadPlan.of(1, 80, false), 10);
      scene.awaitAccepted(load, 15);
      scene.chaos().inflict(new Fault.Kill(Role.API, 1));
      scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, 1));
      scene.awaitAccepted(load, 40);
      scene.chaos().inflict(new Fault.Kill(Role.API, 2));

      Verdict verdict = scene.judge(load);

      assertThat(verdict.accepted()).isGreaterThanOrEqualTo(40);
      Scene.assertClean(verdict);
    }
  }
}
