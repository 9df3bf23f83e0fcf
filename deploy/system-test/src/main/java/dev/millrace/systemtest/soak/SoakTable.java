package dev.millrace.systemtest.soak;

import dev.millrace.systemtest.audit.Guarantee;
import dev.millrace.systemtest.audit.Verdict;
import dev.millrace.systemtest.chaos.Takeovers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a soak has to say at its end.
final class SoakTable {

  private static final int PROBLEMS_SHOWN = 20;

  private SoakTable() {}

  /// @param refused submissions that were answered with anything but 202
  /// @param unknown submissions that got no answer
  static String text(
      SoakOptions options, Verdict verdict, int refused, int unknown, Takeovers takeovers) {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("seed", options.seed());
    lines.put("minutes", options.length().toMinutes());
    lines.put("accepted", verdict.accepted());
    lines.put("refused", refused);
    lines.put("no answer", unknown);
    verdict.ends().forEach((status, count) -> lines.put("  " + status.wire(), count));
    lines.put("  gave up", verdict.gaveUp());
    lines.put("lost", broken(verdict, Guarantee.NONE_LOST));
    lines.put("doubled", broken(verdict, Guarantee.ONE_END));
    lines.put("wrong end", broken(verdict, Guarantee.RIGHT_END));
    lines.put("gaps", broken(verdict, Guarantee.NO_GAP));
    lines.put("illegal facts", broken(verdict, Guarantee.LEGAL));
    lines.put("rows written", verdict.effects());
    lines.put("wrong rows", broken(verdict, Guarantee.EFFECTS_ONCE));
    lines.put("two owners", broken(verdict, Guarantee.ONE_OWNER));
    lines.put("shown wrongly", broken(verdict, Guarantee.VISIBLE));
    lines.put("takeovers", takeovers.count());
    lines.put("  after kill -9", takeovers.afterKills().size());
    lines.put("  worst", takeovers.worst().map(SoakTable::seconds).orElse("-"));
    StringBuilder table = new StringBuilder("\n");
    lines.forEach((name, value) -> table.append("%-18s %10s%n".formatted(name, value)));
    verdict.problems().stream()
        .limit(PROBLEMS_SHOWN)
        .forEach(problem -> table.append(problem).append('\n'));
    return table
        .append(verdict.isClean() ? "Every guarantee held." : "A guarantee is BROKEN.")
        .toString();
  }

  private static int broken(Verdict verdict, Guarantee guarantee) {
    return verdict.problems(guarantee).size();
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
