package dev.millrace.systemtest.soak;

import dev.millrace.systemtest.hostile.HostileReport;
import dev.millrace.systemtest.hostile.HostileRun;
import dev.millrace.systemtest.hostile.HostileTable;
import dev.millrace.systemtest.hostile.OneProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// The long run against one program: each shape by itself, in rounds.
final class HostileSoak {

  /// What 99 of 100 calls of the honest user may take.
  private static final Duration MOST = Duration.ofSeconds(1);

  private HostileSoak() {}

  /// Runs it, prints its table, and returns whether the guarantee held.
  static boolean run(HostileOptions options, Consumer<String> say) {
    Path folder = Path.of("deploy", "system-test", "target", "hostile-" + options.seed());
    say.accept("seed " + options.seed() + "; logs in " + folder.toAbsolutePath());
    try (OneProgram program = OneProgram.start(folder)) {
      HostileReport report =
          new HostileRun(program, options.seed(), options.pace(), say).run(options.shapes());
      System.out.println(HostileTable.text(report, options.shapes(), MOST));
      return report.problems(MOST).isEmpty();
    }
  }
}
