package dev.millrace.jobs.analysis;

import dev.millrace.jobs.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What all chunks read so far gave: the checkpoint of an analysis.
///
/// @param document the fingerprint of document, chunk size and engine; findings of another are void
/// @param chunks how many chunks, from the first, have been read
/// @param findings in the order of the document
/// @param usage what they cost
/// @param model who read them, such as `openai/gpt-5`; null for the embedded engine
record Findings(
    String document, int chunks, List<Finding> findings, Usage usage, @Nullable String model) {

  Findings {
    findings = List.copyOf(findings);
  }

  static Findings none(String document) {
    return new Findings(document, 0, List.of(), Usage.NONE, null);
  }

  /// With the next chunk's.
  Findings plus(List<Finding> more, Usage cost, Optional<String> by) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(more);
    return new Findings(document, chunks + 1, all, usage.plus(cost), by.orElse(model));
  }

  List<Finding> of(String topic) {
    return findings.stream().filter(finding -> finding.topic().equals(topic)).toList();
  }
}
