package dev.millrace.jobs.graph;

import org.jspecify.annotations.Nullable;

/// What an activation changed.
///
/// @param replaced the version that was active before; null when there was none
record Activation(@Nullable Integer replaced) {}
