package dev.millrace.jobs.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.jobs.embedded.Language;
import dev.millrace.jobs.llm.Usage;
import org.jspecify.annotations.Nullable;

/// A graph that was built and is the project's now.
///
/// @param version counts the builds of the project, those that came to nothing included
/// @param replaced the version that readers saw before; null for the first graph
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphResult(
    String projectId,
    int version,
    @Nullable Integer replaced,
    int nodes,
    int edges,
    Metadata metadata) {

  /// How the graph came about.
  ///
  /// @param engine `language-model` or `embedded`
  /// @param model who answered last, such as `openai/gpt-5`; null for the embedded engine
  /// @param refuted what the engine claimed and the text does not bear out: it was left out
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Metadata(
      String engine,
      @Nullable String model,
      Language language,
      long characters,
      int chunks,
      int refuted,
      Usage usage) {}
}
