package dev.millrace.jobs.graph;

import dev.millrace.jobs.graph.extract.Extraction;
import dev.millrace.jobs.llm.Usage;
import org.jspecify.annotations.Nullable;

/// What was found in the parts so far; one part's is the result of its step.
record Part(int mentions, int claims, int refuted, Usage usage, @Nullable String model) {

  static final Part NONE = new Part(0, 0, 0, Usage.NONE, null);

  static Part of(Extraction made) {
    return new Part(
        made.mentions().size(), made.claims().size(), made.refuted(), made.usage(), made.model());
  }

  Part plus(Part next) {
    return new Part(
        mentions + next.mentions,
        claims + next.claims,
        refuted + next.refuted,
        usage.plus(next.usage),
        next.model == null ? model : next.model);
  }
}
