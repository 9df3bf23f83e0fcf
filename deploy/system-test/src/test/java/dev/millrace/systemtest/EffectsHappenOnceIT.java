package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.chaos.Takeovers;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnAFleet
class EffectsHappenOnceIT {

  private final Scene scene;

  EffectsHappenOnceIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void eachStepIsWrittenOnceThoughItsExecutorIsKilledInTheMiddle() {
    List<Accepted> tasks = scene.ledgers(18, 30, 150);
    scene.awaitFirstRows(tasks);
    scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, 1));
    scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, 3));

    Evidence evidence = scene.evidence(tasks);
    Verdict verdict = Audit.judge(evidence);
    Takeovers takeovers = Takeovers.of(evidence.log(), scene.chaos());

    Scene.say("kill -9 to running elsewhere: " + takeovers.afterKills());
    assertThat(takeovers.afterKills()).isNotEmpty();
    assertThat(verdict.effects()).isEqualTo(18 * 30);
    Scene.assertClean(verdict);
  }
}
