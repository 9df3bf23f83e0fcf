package dev.millrace.jobs.graph.extract;

import org.jspecify.annotations.Nullable;

/// A relation between two things, as one part of the text has it.
///
/// @param source the key of a [Mention] of the same part; so is `target`
/// @param quote the words of the text; null when the engine gave none that stand there
/// @param page where the quote stands; null where there are no pages, or no quote
/// @param paragraph where the quote stands; null without a quote
record Claim(
    String source,
    String relation,
    String target,
    @Nullable String quote,
    @Nullable Integer page,
    @Nullable Integer paragraph) {}
