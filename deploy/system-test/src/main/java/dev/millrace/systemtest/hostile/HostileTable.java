package dev.millrace.systemtest.hostile;

import dev.millrace.systemtest.hostile.honest.HonestCall;
import dev.millrace.systemtest.hostile.honest.Latencies;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a run has to say at its end.
public final class HostileTable {

  private static final int PROBLEMS_SHOWN = 40;

  private HostileTable() {}

  /// The table of a report.
  ///
  /// @param shapes whose former effects are to be told
  public static String text(HostileReport report, List<HostileShape> shapes, Duration most) {
    var table = new StringBuilder("\nseed " + report.seed() + "\n\n");
    for (ShapeOutcome outcome : report.outcomes()) {
      table.append(line(outcome)).append('\n');
      shapes.stream()
          .filter(shape -> shape.name().equals(outcome.name()))
          .forEach(shape -> table.append("    once: ").append(shape.formerly()).append('\n'));
    }
    table.append(
        "\n%-10s %8s %8s %8s %8s %8s\n"
            .formatted("honest", "calls", "in vain", "p50 ms", "p99 ms", "max ms"));
    for (HonestCall call : HonestCall.values()) {
      Latencies honest = report.honest();
      table.append(
          "%-10s %8d %8d %8d %8d %8d\n"
              .formatted(
                  call.word(),
                  honest.count(call),
                  honest.inVain(call),
                  honest.at(call, 50).toMillis(),
                  honest.at(call, 99).toMillis(),
                  honest.at(call, 100).toMillis()));
    }
    table.append("\nhonest tasks: ").append(report.promised()).append('\n');
    List<String> problems = report.problems(most);
    problems.stream().limit(PROBLEMS_SHOWN).forEach(p -> table.append(p).append('\n'));
    return table
        .append(problems.isEmpty() ? "The guarantee held." : "The guarantee is BROKEN.")
        .toString();
  }

  static String line(ShapeOutcome outcome) {
    Tally tally = outcome.tally();
    return "%-28s sent %6d, answers %s, %d tasks accepted%s%s%s"
        .formatted(
            outcome.name(),
            tally.sent(),
            tally.answers().isEmpty() ? "unread" : tally.answers(),
            tally.accepted(),
            tally.faults().isEmpty() ? "" : ", FAULTS",
            outcome.unended().map(words -> ", " + words).orElse(""),
            outcome.honest().map(honest -> "\n    honest: " + line(honest)).orElse(""));
  }

  /// Such as `submit 12/80/95`: p50, p99 and the longest, in milliseconds.
  static String line(Latencies honest) {
    return Arrays.stream(HonestCall.values())
        .filter(call -> honest.count(call) > 0)
        .map(call ->
            "%s %d/%d/%d%s"
                .formatted(
                    call.word(),
                    honest.at(call, 50).toMillis(),
                    honest.at(call, 99).toMillis(),
                    honest.at(call, 100).toMillis(),
                    honest.inVain(call) == 0
                        ? ""
                        : " (" + honest.inVain(call) + " of " + honest.count(call) + " in vain)"))
        .collect(Collectors.joining(", "));
  }
}
