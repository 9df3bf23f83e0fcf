package dev.millrace.bench.report;

import dev.millrace.bench.figures.Budget;
import dev.millrace.bench.figures.Results;
import java.util.List;
import java.util.Map;

/// All that a report is made from.
///
/// @param peers names of the contenders that a user would pick instead
/// @param floors names of the contenders that do without tasks
/// @param subject the name of the contender that the budgets are set for
/// @param environment machine, versions and the generator's own limits
/// @param settings of each contender
/// @param skipped what was not measured, and why
public record Campaigned(
    Results results,
    List<String> peers,
    List<String> floors,
    String subject,
    List<Budget> budgets,
    Map<String, String> environment,
    Map<String, Map<String, String>> settings,
    List<String> skipped) {

  /// Each budget and what became of it.
  List<Verdict> verdicts() {
    return budgets.stream().map(budget -> Verdict.of(budget, results, subject)).toList();
  }
}
