package dev.millrace.jobs.recalc.rows;

import dev.millrace.jobs.recalc.formula.BaseStats;
import dev.millrace.jobs.recalc.formula.Derived;
import dev.millrace.jobs.recalc.formula.RecalcFormula;
import dev.millrace.jobs.recalc.formula.Recalculated;
import dev.millrace.jobs.recalc.formula.UnusableStats;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// What a recalculation makes of one row.
public sealed interface RowOutcome {

  long id();

  /// The row is to be written.
  ///
  /// @param version the version that was read
  /// @param numericTags new tags from base stats
  /// @param skillTags new tags from skill texts, disjoint from `numericTags`
  record Changed(
      long id,
      String name,
      long version,
      Derived derived,
      Set<String> numericTags,
      Set<String> skillTags)
      implements RowOutcome {}

  /// The row already says what the formulas say.
  record Unchanged(long id) implements RowOutcome {}

  /// The row cannot be computed; the others can.
  record Failed(long id, String name, String reason) implements RowOutcome {}

  /// Applies the formulas to one row. Never throws: a row that surprises the formulas fails alone.
  static RowOutcome of(MonsterSnapshot row, RecalcFormula formula) {
    try {
      return switch (row.stats().check()) {
        case UnusableStats unusable -> new Failed(row.id(), row.name(), unusable.reason());
        case BaseStats base -> compared(row, formula.apply(base, row.skills()));
      };
    } catch (RuntimeException e) {
      return new Failed(row.id(), row.name(), "cannot be computed: " + e);
    }
  }

  private static RowOutcome compared(MonsterSnapshot row, Recalculated computed) {
    Set<String> numeric = without(computed.numericTags(), row.ruleTags());
    Set<String> known = new HashSet<>(row.ruleTags());
    known.addAll(numeric);
    Set<String> fromSkills = without(computed.skillTags(), known);
    if (computed.derived().equals(row.derived()) && numeric.isEmpty() && fromSkills.isEmpty()) {
      return new Unchanged(row.id());
    }
    return new Changed(
        row.id(), row.name(), row.version(), computed.derived(), numeric, fromSkills);
  }

  private static Set<String> without(Set<String> tags, Set<String> known) {
    Set<String> rest = new LinkedHashSet<>(tags);
    rest.removeAll(known);
    return rest;
  }
}
