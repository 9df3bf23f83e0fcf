package dev.millrace.jobs.analysis;

import dev.millrace.jobs.document.Document;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.document.Quotes;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.Usage;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns findings into the result that callers see.
///
/// Two promises are kept here, whatever an engine claims: every quote stands in the document where
/// the result says, and the total is the sum of the items.
final class Report {

  private static final int MOST_PER_TAB = 40;

  private final Document document;
  private final Quotes quotes;
  private int refuted;

  Report(Document document) {
    this.document = document;
    this.quotes = new Quotes(document.passages());
  }

  AnalysisResult of(
      AnalysisParameters.Kind kind,
      Findings findings,
      Reading.Concluded concluded,
      String engine,
      Language language) {
    return switch (kind) {
      case TENDER -> {
        List<AnalysisResult.TabContent> tabs =
            Arrays.stream(Tab.values()).map(tab -> tab(tab, findings, language)).toList();
        yield new AnalysisResult.Tender(
            kind.word(),
            concluded.summary(),
            tabs,
            metadata(engine, findings, concluded.usage(), language));
      }
      case WORKLOAD -> {
        List<AnalysisResult.WorkItem> items =
            distinct(findings.of(Finding.WORK)).stream().map(this::work).toList();
        yield new AnalysisResult.Workload(
            kind.word(),
            concluded.summary(),
            items,
            items.stream()
                .map(AnalysisResult.WorkItem::hours)
                .filter(hours -> hours != null)
                .reduce(BigDecimal.ZERO, BigDecimal::add),
            (int) items.stream().filter(item -> item.hours() == null).count(),
            metadata(engine, findings, concluded.usage(), language));
      }
    };
  }

  private AnalysisResult.TabContent tab(Tab tab, Findings findings, Language language) {
    List<Finding> all = distinct(findings.of(tab.id()));
    double least =
        all.stream()
            .map(Finding::score)
            .sorted(Comparator.reverseOrder())
            .skip(MOST_PER_TAB - 1L)
            .findFirst()
            .orElse(Double.NEGATIVE_INFINITY);
    return new AnalysisResult.TabContent(
        tab.id(),
        tab.title(language),
        all.stream()
            .filter(finding -> finding.score() >= least)
            .limit(MOST_PER_TAB)
            .map(this::item)
            .toList());
  }

  private AnalysisResult.Item item(Finding finding) {
    Optional<Place> where = place(finding);
    return new AnalysisResult.Item(
        finding.text(), where.isPresent() ? finding.quote() : null, where.orElse(null));
  }

  private AnalysisResult.WorkItem work(Finding finding) {
    Optional<Place> where = place(finding);
    return new AnalysisResult.WorkItem(
        finding.text(),
        finding.hours(),
        where.isPresent() ? finding.quote() : null,
        where.orElse(null));
  }

  private Optional<Place> place(Finding finding) {
    String quote = finding.quote();
    if (quote == null || quote.isBlank()) {
      return Optional.empty();
    }
    if (finding.place() != null) {
      return Optional.of(finding.place());
    }
    Optional<Place> found = quotes.find(quote);
    if (found.isEmpty()) {
      refuted++;
    }
    return found;
  }

  /// The same thing said in two chunks is one finding.
  private static List<Finding> distinct(List<Finding> findings) {
    Map<String, Finding> byText = new LinkedHashMap<>();
    findings.forEach(
        finding -> byText.putIfAbsent(finding.text().strip().toLowerCase(Locale.ROOT), finding));
    return List.copyOf(byText.values());
  }

  private AnalysisResult.Metadata metadata(
      String engine, Findings findings, Usage conclusion, Language language) {
    return new AnalysisResult.Metadata(
        engine,
        findings.model(),
        document.kind().name().toLowerCase(Locale.ROOT),
        language,
        document.pages(),
        document.characters(),
        findings.chunks(),
        refuted,
        findings.usage().plus(conclusion));
  }

  /// The document's own language, by its beginning.
  static Language language(Document document) {
    return Language.of(document.beginning());
  }
}
