package dev.millrace.systemtest.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.systemtest.hostile.honest.HonestCall;
import dev.millrace.systemtest.hostile.honest.Latencies;
import dev.millrace.systemtest.hostile.wire.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The judge goes red for each thing that it is there for.
class HostileReportTest {

  private static final Duration MOST = Duration.ofSeconds(1);
  private static final List<String> UP = List.of("{\"status\":\"UP\"}");

  @Test
  void quickAnswersAndEndsAreNoProblem() {
    assertThat(report(quick(), new Tally(), Optional.empty(), "", UP, List.of(), 0)).isEmpty();
  }

  @Test
  void oneSlowCallInAHundredIsNoProblemAndTwoAre() {
    Latencies slow = quick();
    slow.good(HonestCall.GET, Duration.ofSeconds(2).toNanos());
    assertThat(report(slow, new Tally(), Optional.empty(), "", UP, List.of(), 0)).isEmpty();

    slow.good(HonestCall.GET, Duration.ofSeconds(2).toNanos());
    slow.good(HonestCall.GET, Duration.ofSeconds(2).toNanos());
    assertThat(report(slow, new Tally(), Optional.empty(), "", UP, List.of(), 0))
        .singleElement()
        .asString()
        .contains("get", "p99");
  }

  @Test
  void refusedCallsCountAsTenSeconds() {
    Latencies refused = quick();
    for (int i = 0; i < 5; i++) {
      refused.inVain(HonestCall.SUBMIT, 1);
    }

    assertThat(report(refused, new Tally(), Optional.empty(), "", UP, List.of(), 0))
        .singleElement()
        .asString()
        .contains("submit", "5 of 205 in vain");
  }

  @Test
  void failuresOfTheProgramAreProblemsAndItsBoundsAreNot() {
    Tally tally = new Tally();
    tally.count("GET /full", new Answer(503, true, "", 0));
    tally.count("GET /refused", new Answer(422, false, "", 0));
    tally.count("GET /left", new Answer(0, false, "", 0));
    tally.count("GET /broken", new Answer(500, false, "", 0));
    tally.count("GET /vague", new Answer(503, false, "", 0));

    assertThat(report(quick(), tally, Optional.empty(), "", UP, List.of(), 0))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("/broken"))
        .anyMatch(problem -> problem.contains("/vague"));
  }

  @Test
  void everythingElseThatMayBeWrongIsSaid() {
    assertThat(
            report(
                new Latencies(),
                new Tally(),
                Optional.of("tasks without an end: {pending=1}"),
                "the program is silent",
                List.of("{\"status\":\"DOWN\"}"),
                List.of("honest task 1 has 2 ends"),
                3))
        .anyMatch(problem -> problem.contains("no call submit"))
        .anyMatch(problem -> problem.contains("pending=1"))
        .anyMatch(problem -> problem.contains("silent"))
        .anyMatch(problem -> problem.contains("DOWN"))
        .anyMatch(problem -> problem.contains("2 ends"))
        .anyMatch(problem -> problem.contains("3 tasks"));
  }

  private static Latencies quick() {
    Latencies quick = new Latencies();
    for (HonestCall call : HonestCall.values()) {
      for (int i = 0; i < 200; i++) {
        quick.good(call, Duration.ofMillis(5).toNanos());
      }
    }
    return quick;
  }

  private static List<String> report(
      Latencies honest,
      Tally tally,
      Optional<String> unended,
      String stopped,
      List<String> health,
      List<String> broken,
      int unseen) {
    var outcome = new ShapeOutcome("shape", 0, tally, Optional.empty(), unended);
    return new HostileReport(1, List.of(outcome), stopped, health, honest, 200, broken, unseen)
        .problems(MOST);
  }
}
