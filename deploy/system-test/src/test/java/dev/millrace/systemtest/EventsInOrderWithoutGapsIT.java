package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.TaskProgressed;
import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.EventLog;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.audit.Guarantee;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.LoadPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnAFleet
class EventsInOrderWithoutGapsIT {

  private final Scene scene;

  EventsInOrderWithoutGapsIT(Scene scene) {
    this.scene = scene;
  }

  /// Reads the whole log: what other classes left on it counts as well.
  @Test
  void everyTasksFactsAreNumberedWithoutGapsAndLegalThoughRelaysAndBrokersAreKilled() {
    try (var load = scene.load()) {
      load.start(LoadPlan.of(2, 60, false), 10);
      scene.awaitAccepted(load, 10);
      scene.chaos().inflict(new Fault.Kill(Role.API, 1));
      scene.chaos().inflict(new Fault.Kill(Role.BROKER, 2));
      scene.awaitAccepted(load, 30);
      scene
          .fleet()
          .numbers(Role.EXECUTOR)
          .forEach(number -> scene.chaos().inflict(new Fault.Kill(Role.EXECUTOR, number)));
      Scene.assertClean(scene.judge(load));
    }

    var log = EventLog.read(scene.fleet().bootstrapServers(), Scene.PATIENCE);
    var verdict = Audit.judge(new Evidence(List.of(), log, Map.of(), List.of()));

    assertThat(log).anyMatch(fact -> fact.event() instanceof TaskProgressed);
    assertThat(verdict.problems(Guarantee.NO_GAP)).isEmpty();
    assertThat(verdict.problems(Guarantee.LEGAL)).isEmpty();
    assertThat(verdict.problems(Guarantee.ONE_END)).isEmpty();
  }
}
