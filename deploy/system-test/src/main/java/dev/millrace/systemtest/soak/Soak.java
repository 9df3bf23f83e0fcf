package dev.millrace.systemtest.soak;

import dev.millrace.systemtest.audit.Audit;
import dev.millrace.systemtest.audit.Evidence;
import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.audit.Witness;
import dev.millrace.systemtest.chaos.Chaos;
import dev.millrace.systemtest.chaos.ChaosPlan;
import dev.millrace.systemtest.chaos.Strike;
import dev.millrace.systemtest.chaos.Takeovers;
import dev.millrace.systemtest.fleet.Fleet;
import dev.millrace.systemtest.fleet.FleetShape;
import dev.millrace.systemtest.fleet.Role;
import dev.millrace.systemtest.load.Load;
import dev.millrace.systemtest.load.LoadPlan;
import dev.millrace.systemtest.load.MillraceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The main class of `./millrace soak`: ends with 0 when every guarantee held, 1 when one is
/// broken, 2 when it was asked for something it cannot do.
public final class Soak {

  private static final Duration TO_END = Duration.ofMinutes(5);

  private Soak() {}

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    boolean hostile = words.contains("--hostile");
    String usage = hostile ? HostileOptions.USAGE : SoakOptions.USAGE;
    if (words.contains("--help")) {
      System.out.print(usage);
      return;
    }
    BooleanSupplier run;
    try {
      run = hostile ? hostile(HostileOptions.of(words)) : usual(SoakOptions.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println("millrace: " + e.getMessage() + "\n\n" + usage);
      System.exit(2);
      return;
    }
    System.exit(run.getAsBoolean() ? 0 : 1);
  }

  private static BooleanSupplier hostile(HostileOptions options) {
    return () -> HostileSoak.run(options, Soak::say);
  }

  private static BooleanSupplier usual(SoakOptions options) {
    return () -> run(options);
  }

  /// @return whether every guarantee held
  private static boolean run(SoakOptions options) {
    FleetShape shape = new FleetShape(options.brokers(), 2, 3, 2);
    Path folder = Path.of("deploy", "system-test", "target", "soak-" + options.seed());
    List<Strike> strikes =
        ChaosPlan.of(options.seed(), options.length(), shape, ChaosPlan.Pace.SOAK);
    System.out.printf("Seed %d; the plan:%n", options.seed());
    strikes.forEach(System.out::println);
    say("starting " + shape + "; logs in " + folder.toAbsolutePath());
    try (Fleet fleet = Fleet.start(folder.toAbsolutePath(), shape);
        Load load = new Load(new MillraceClient(fleet.ports(Role.API)))) {
      Chaos chaos = new Chaos(fleet, Soak::say);
      Witness witness = new Witness(fleet);
      int count = (int) (options.length().toSeconds() * options.rate());
      say("load begins");
      load.start(LoadPlan.of(options.seed(), count, true), options.rate());
      chaos.run(strikes);
      say("waiting until everything has ended");
      witness.awaitEnds(load, options.length().plus(TO_END));
      fleet.awaitHealthy();
      Evidence evidence = witness.about(load.accepted());
      Verdict verdict = Audit.judge(evidence);
      Takeovers takeovers = Takeovers.of(evidence.log(), chaos);
      System.out.println(
          SoakTable.text(options, verdict, load.refused(), load.unknown(), takeovers));
      return verdict.isClean();
    }
  }

  private static void say(String text) {
    System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
  }
}
