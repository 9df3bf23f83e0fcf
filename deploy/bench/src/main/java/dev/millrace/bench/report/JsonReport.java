package dev.millrace.bench.report;

import dev.millrace.bench.figures.Budget.Bound;
import dev.millrace.bench.figures.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The report for programs: every run of every figure.
public final class JsonReport {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonReport() {}

  public static String of(Campaigned campaign) {
    var report = new LinkedHashMap<String, Object>();
    report.put("environment", campaign.environment());
    report.put("settings", campaign.settings());
    report.put(
        "figures",
        campaign.results().metrics().stream().map(metric -> figure(campaign, metric)).toList());
    report.put("budgets", campaign.verdicts().stream().map(JsonReport::budget).toList());
    report.put("skipped", campaign.skipped());
    report.put("failed", campaign.results().failures());
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static Map<String, Object> figure(Campaigned campaign, Metric metric) {
    var runs = new LinkedHashMap<String, Object>();
    for (var contender : campaign.results().contenders(metric)) {
      runs.put(contender, contender(campaign, metric, contender));
    }
    var figure = named(metric);
    figure.put("contenders", runs);
    return figure;
  }

  private static Map<String, Object> contender(
      Campaigned campaign, Metric metric, String contender) {
    var summary = campaign.results().summary(metric, contender).orElseThrow();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("median", summary.median());
    fields.put("least", summary.least());
    fields.put("most", summary.most());
    fields.put("runs", List.copyOf(campaign.results().of(metric, contender).values()));
    return fields;
  }

  private static Map<String, Object> budget(Verdict verdict) {
    var fields = named(verdict.budget().metric());
    fields.put("promise", verdict.budget().promise());
    switch (verdict.budget().bound()) {
      case Bound.Limit(var limit) -> fields.put("limit", limit);
      case Bound.AheadOf(var other, var times) -> {
        fields.put("aheadOf", other);
        fields.put("times", times);
      }
    }
    verdict.figure().ifPresent(figure -> fields.put("measured", figure));
    fields.put("verdict", verdict.word());
    verdict.isMet().ifPresent(met -> fields.put("met", met));
    return fields;
  }

  private static Map<String, Object> named(Metric metric) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("workload", metric.workload());
    fields.put("name", metric.name());
    metric
        .at()
        .ifPresent(position -> {
          fields.put("at", position.value());
          fields.put("of", position.of());
        });
    fields.put("unit", metric.unit());
    fields.put("better", metric.better().name());
    return fields;
  }
}
