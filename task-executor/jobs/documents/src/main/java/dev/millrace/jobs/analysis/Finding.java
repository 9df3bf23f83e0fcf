package dev.millrace.jobs.analysis;

import dev.millrace.jobs.document.Place;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One thing that an engine found in a chunk.
///
/// @param topic the id of a tab, or `work`, or `summary`
/// @param text in the engine's words
/// @param quote the document's words; null when none were given
/// @param place where the engine took it from; null when only the quote can tell
/// @param hours of a work item; null when nothing is said
/// @param score how sure the engine is; only comparable within one engine
record Finding(
    String topic,
    String text,
    @Nullable String quote,
    @Nullable Place place,
    @Nullable BigDecimal hours,
    double score) {

  static final String WORK = "work";
  static final String SUMMARY = "summary";
}
