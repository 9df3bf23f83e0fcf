/// Figures and what can be said of them: medians, ranges, ratios pair by pair, budgets. Pure.
@NullMarked
package dev.millrace.bench.figures;

import org.jspecify.annotations.NullMarked;
