package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnAFleet
class GracefulStopBurnsNoAttemptIT {

  private final Scene scene;

  GracefulStopBurnsNoAttemptIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void tasksOfAStoppedExecutorGoOnElsewhereInTheSameAttempt() {
    List<Accepted> tasks = scene.ledgers(12, 40, 250);
    scene.awaitFirstRows(tasks);
    Instant told = Instant.now();
    scene.chaos().inflict(new Fault.Terminate(Role.EXECUTOR, 1));

    Evidence evidence = scene.evidence(tasks);

    List<Fact> handedOn =
        evidence.log().stream()
            .filter(fact -> fact.event() instanceof TaskTakenOver)
            .distinct()
            .toList();
    assertThat(handedOn).isNotEmpty();
    handedOn.forEach(
        fact -> Scene.say("TERM to running elsewhere: " + Duration.between(told, fact.time())));
    assertThat(handedOn)
        .allSatisfy(fact ->
            assertThat(fact.event())
                .isInstanceOfSatisfying(
                    TaskTakenOver.class,
                    event -> {
                      assertThat(event.attempt()).isEqualTo(1);
                      assertThat(event.takeovers()).isZero();
                    }));
    assertThat(evidence.log())
        .filteredOn(fact -> fact.event() instanceof TaskStarted)
        .extracting(Fact::taskId)
        .hasSizeGreaterThanOrEqualTo(tasks.size());
    Scene.assertClean(Audit.judge(evidence));
  }
}
