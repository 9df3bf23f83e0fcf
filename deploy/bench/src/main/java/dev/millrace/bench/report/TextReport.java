package dev.millrace.bench.report;

import dev.millrace.bench.figures.Metric;
import dev.millrace.bench.figures.Ratios;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The report for people: settings, a table of each figure, budgets, and what is missing.
public final class TextReport {

  private static final String NOTHING = "";

  private final Campaigned campaign;

  private TextReport(Campaigned campaign) {
    this.campaign = campaign;
  }

  public static String of(Campaigned campaign) {
    return new TextReport(campaign).render();
  }

  private String render() {
    var text = new StringBuilder();
    text.append(pairs("machine", campaign.environment()));
    campaign.settings().forEach((name, settings) -> text.append(pairs(name, settings)));
    text.append('\n').append(figures().render());
    text.append("\nA ratio is the median of the ratios round by round; above 1 is better.\n");
    text.append('\n').append(budgets().render());
    campaign.skipped().forEach(line -> text.append("not measured: ").append(line).append('\n'));
    campaign
        .results()
        .failures()
        .forEach(line -> text.append("failed: ").append(line).append('\n'));
    return text.toString();
  }

  private static String pairs(String title, Map<String, String> pairs) {
    var text = new StringBuilder(title).append('\n');
    pairs.forEach(
        (name, value) -> text.append("  ").append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  private TextTable figures() {
    var head =
        new ArrayList<>(List.of("figure", "contender", "median", "range", "runs", "best peer"));
    head.addAll(campaign.floors());
    var table = new TextTable(head);
    for (var metric : campaign.results().metrics()) {
      var title = metric.label();
      for (var contender : campaign.results().contenders(metric)) {
        table.add(figure(title, metric, contender));
        title = NOTHING;
      }
    }
    return table;
  }

  private List<String> figure(String title, Metric metric, String contender) {
    var summary = campaign.results().summary(metric, contender).orElseThrow();
    var peer = campaign.results().best(metric, campaign.peers());
    var row =
        new ArrayList<>(
            List.of(
                title,
                contender,
                Numbers.of(summary.median()),
                Numbers.range(summary),
                Integer.toString(summary.runs()),
                ratio(metric, contender, peer)));
    campaign.floors().forEach(floor -> row.add(ratio(metric, contender, Optional.of(floor))));
    return row;
  }

  private String ratio(Metric metric, String contender, Optional<String> to) {
    if (to.isEmpty() || to.get().equals(contender)) {
      return NOTHING;
    }
    var results = campaign.results();
    return Ratios.pairwise(
            results.of(metric, contender), results.of(metric, to.get()), metric.better())
        .map(Numbers::times)
        .orElse(NOTHING);
  }

  private TextTable budgets() {
    var table = new TextTable(List.of("budget", "bound", "median", "verdict"));
    for (var verdict : campaign.verdicts()) {
      table.add(
          List.of(verdict.budget().promise(), verdict.bound(), verdict.median(), verdict.word()));
    }
    return table;
  }
}
