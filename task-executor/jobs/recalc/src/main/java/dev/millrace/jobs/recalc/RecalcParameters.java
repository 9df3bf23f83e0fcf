package dev.millrace.jobs.recalc;

import static java.util.Objects.requireNonNull;

import dev.millrace.jobs.recalc.rows.Scope;
import org.jspecify.annotations.Nullable;

/// What a caller of `recalc` says.
///
/// @param weights how much each stat counts; every stat the same when left out
/// @param scope which monsters; required, so that nobody touches the whole table by accident
public record RecalcParameters(@Nullable WeightsParameter weights, Scope scope) {

  public RecalcParameters {
    requireNonNull(scope, "scope is required: \"all\", {\"ids\": [...]} or {\"tag\": \"...\"}");
  }
}
