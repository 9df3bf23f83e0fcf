package dev.millrace.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.systemtest.hostile.HostileReport;
import dev.millrace.systemtest.hostile.HostileRun;
import dev.millrace.systemtest.hostile.HostileShape;
import dev.millrace.systemtest.hostile.HostileTable;
import dev.millrace.systemtest.hostile.OneProgram;
import dev.millrace.systemtest.hostile.Pace;
import dev.millrace.systemtest.hostile.honest.HonestCall;
import dev.millrace.systemtest.hostile.shape.Shapes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hostile users beside an honest one, on one program with its default heap.
///
/// `./millrace soak --hostile` sends each shape by itself and holds the honest user's p99 to a
/// second. Here three shapes at a time come from the same two cores as everything else, so that the
/// figures measure the machine: they are printed, and the bound is one that only a hang breaks. Of
/// a hundred calls, ten may be refused, fail or have no answer within ten seconds. `-Dseed=N`
/// repeats the attacks.
@Timeout(600)
class OneUserCannotStopItIT {

  private static final Duration ONLY_A_HANG = Duration.ofSeconds(15);

  @Test
  void honestUserIsServedAndEveryTaskEndsWhateverOthersSend() {
    long seed = Long.getLong("seed", System.nanoTime());
    Path folder = Path.of("target", "hostile-" + ProcessHandle.current().pid());
    List<HostileShape> shapes = Shapes.worstFirst(seed);
    try (OneProgram program = OneProgram.start(folder)) {
      long pid = program.pid();

      HostileReport report =
          new HostileRun(program, seed, Pace.SHORT, System.out::println).run(shapes);

      System.out.println(HostileTable.text(report, List.of(), ONLY_A_HANG));
      assertThat(report.problems(ONLY_A_HANG)).as("seed %d, log %s", seed, program.log()).isEmpty();
      for (HonestCall call : HonestCall.values()) {
        if (call.isJudged()) {
          assertThat(report.honest().inVain(call) * 10L)
              .as("%s in vain, of %d; seed %d", call, report.honest().count(call), seed)
              .isLessThanOrEqualTo(report.honest().count(call));
        }
      }
      assertThat(report.outcomes())
          .as("attacks; a slow machine has no time for all")
          .hasSizeGreaterThanOrEqualTo(Shapes.WORST.size() / 2);
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
          .as("the process")
          .isPresent();
    }
  }
}
