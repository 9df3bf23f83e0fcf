package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Effect;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.chaos.Takeovers;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnAFleet
class OneOwnerAtATimeIT {

  /// Three times as long as a lease, or more with `-Dfrozen.seconds=30`.
  private static final Duration FROZEN =
      Duration.ofSeconds(Integer.getInteger("frozen.seconds", 15));

  private final Scene scene;

  OneOwnerAtATimeIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void executorThatStoodStillForLongerThanItsLeaseWritesNothingAnyMore() throws Exception {
    List<Accepted> tasks = scene.ledgers(12, 100, 250);
    scene.awaitFirstRows(tasks);
    String frozen = scene.fleet().executorId(2).orElseThrow();
    scene.chaos().inflict(new Fault.Freeze(Role.EXECUTOR, 2, FROZEN));

    Evidence evidence = scene.evidence(tasks);

    assertThat(Takeovers.of(evidence.log(), scene.chaos()).count()).isPositive();
    assertThat(evidence.effects()).extracting(Effect::writer).contains(frozen);
    Scene.assertClean(Audit.judge(evidence));
  }
}
