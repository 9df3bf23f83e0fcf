package dev.millrace.jobs.recalc.formula;

import java.math.BigDecimal;

/// Everything about a monster that is computed, tags aside.
///
/// @param explain the JSON of a [Score], compact
public record Derived(BigDecimal score, String explain, Dimensions dimensions, String role) {}
