package dev.millrace.jobs.graph.extract;

import dev.millrace.jobs.llm.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an engine found in one part.
///
/// @param refuted what it claimed and the text does not bear out
/// @param model who answered; null for the embedded engine
public record Extraction(
    List<Mention> mentions, List<Claim> claims, int refuted, Usage usage, @Nullable String model) {

  public Extraction {
    mentions = List.copyOf(mentions);
    claims = List.copyOf(claims);
  }
}
