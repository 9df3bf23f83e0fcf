package dev.millrace.systemtest;

import dev.millrace.systemtest.chaos.ChaosPlan;
import dev.millrace.systemtest.chaos.Fault;
import dev.millrace.systemtest.chaos.Strike;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.LoadPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// A short piece of what `./millrace soak` does, with another seed each time.
@OnAFleet
class SurvivesEveryCrashIT {

  private static final ChaosPlan.Pace FAST =
      new ChaosPlan.Pace(
          Duration.ofSeconds(5),
          Duration.ofSeconds(8),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));

  private final Scene scene;

  SurvivesEveryCrashIT(Scene scene) {
    this.scene = scene;
  }

  @Test
  void everyGuaranteeHoldsWhileProcessesOfEveryKindAreKilled() {
    long seed = Long.getLong("seed", ThreadLocalRandom.current().nextInt(1, 1_000_000));
    Scene.say("seed: " + seed + " (-Dseed=" + seed + " repeats it)");
    List<Strike> plan = ChaosPlan.of(seed, Duration.ofSeconds(12), scene.fleet().shape(), FAST);
    try (var load = scene.load()) {
      load.start(LoadPlan.of(seed, 120, true), 8);
      scene.chaos().inflict(new Fault.Kill(Role.DATABASE, 1));
      scene.chaos().run(plan);

      Scene.assertClean(scene.judge(load));
    }
  }
}
