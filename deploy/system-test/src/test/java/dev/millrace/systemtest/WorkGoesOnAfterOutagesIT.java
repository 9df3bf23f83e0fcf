package dev.millrace.systemtest;

import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.fleet.Fleet;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@OnAFleet
class WorkGoesOnAfterOutagesIT {

  /// A minute and more with `-Doutage.seconds=60`.
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 10));

  private final Scene scene;

  WorkGoesOnAfterOutagesIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void postgresGone() {
    outage(new Fault.Gone(List.of(Role.DATABASE), OUTAGE), Role.API, Role.EXECUTOR);
  }

  @Test
  void kafkaGone() {
    outage(new Fault.Gone(List.of(Role.BROKER), OUTAGE), Role.EXECUTOR);
  }

  @Test
  void bothGone() {
    outage(new Fault.Gone(List.of(Role.DATABASE, Role.BROKER), OUTAGE), Role.API, Role.EXECUTOR);
  }

  @Test
  void brokersRefuseWrites() {
    outage(new Fault.RefuseWrites(OUTAGE), Role.EXECUTOR);
  }

  @Test
  void replicationSlotsDropped() {
    List<Accepted> tasks = new ArrayList<>(scene.ledgers(5, 20, 200));
    scene.chaos().inflict(new Fault.DropSlot("millrace_executor"));
    tasks.addAll(scene.ledgers(5, 5, 100));
    scene.chaos().inflict(new Fault.DropSlot("millrace_api"));
    tasks.addAll(scene.ledgers(5, 5, 100));

    Scene.assertClean(Audit.judge(scene.evidence(tasks)));
  }

  /// @param complaining whose health must say meanwhile that something is wrong
  private void outage(Fault fault, Role... complaining) {
    List<Accepted> tasks = new ArrayList<>(scene.ledgers(10, 20, 250));
    var over = CompletableFuture.runAsync(() -> scene.chaos().inflict(fault));
    for (Role role : complaining) {
      Scene.await(role + " says that something is wrong").until(() -> !allUp(role));
    }
    over.join();
    // Accepted as soon as that is possible again, and nobody had to restart anything.
    tasks.addAll(scene.ledgers(3, 3, 50));

    Scene.assertClean(Audit.judge(scene.evidence(tasks)));
    scene.fleet().awaitHealthy();
  }

  private boolean allUp(Role role) {
    Fleet fleet = scene.fleet();
    return fleet.numbers(role).allMatch(number -> fleet.isUp(role, number));
  }
}
