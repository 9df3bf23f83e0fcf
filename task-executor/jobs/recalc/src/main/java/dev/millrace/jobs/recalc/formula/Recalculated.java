package dev.millrace.jobs.recalc.formula;

import java.util.Set;

/// The answer of the formulas for one monster.
///
/// @param numericTags tags that its base stats earn
/// @param skillTags tags that the texts of its skills earn
public record Recalculated(Derived derived, Set<String> numericTags, Set<String> skillTags) {}
