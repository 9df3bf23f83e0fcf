package dev.millrace.jobs.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.jobs.document.Place;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an analysis found; its JSON has a shape of its own for each kind.
public sealed interface AnalysisResult {

  /// How the result came about.
  Metadata metadata();

  /// A tender: what it is about, and its facts by aspect.
  record Tender(String kind, String summary, List<TabContent> tabs, Metadata metadata)
      implements AnalysisResult {}

  /// A breakdown of work.
  ///
  /// @param totalHours the sum of all items' hours, computed here
  /// @param unestimated how many items have no hours
  record Workload(
      String kind,
      String summary,
      List<WorkItem> items,
      BigDecimal totalHours,
      int unestimated,
      Metadata metadata)
      implements AnalysisResult {}

  /// The facts of one aspect, in the order of the document.
  record TabContent(String id, String title, List<Item> items) {}

  /// A fact. Quote and place are there together or not at all: a quote that does not stand in the
  /// document is left out.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(String text, @Nullable String quote, @Nullable Place where) {}

  /// A piece of work.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WorkItem(
      String text, @Nullable BigDecimal hours, @Nullable String quote, @Nullable Place where) {}

  /// How a result came about.
  ///
  /// @param engine `language-model` or `embedded`
  /// @param model who answered, such as `openai/gpt-5`; null for the embedded engine
  /// @param document the kind of document that was read
  /// @param refutedQuotes quotes that were left out because they do not stand in the document
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Metadata(
      String engine,
      @Nullable String model,
      String document,
      Language language,
      @Nullable Integer pages,
      long characters,
      int chunks,
      int refutedQuotes,
      Usage usage) {}
}
