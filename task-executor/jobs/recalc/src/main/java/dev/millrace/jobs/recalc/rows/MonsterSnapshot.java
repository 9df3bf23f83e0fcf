package dev.millrace.jobs.recalc.rows;

import dev.millrace.jobs.recalc.formula.Derived;
import dev.millrace.jobs.recalc.formula.Skill;
import dev.millrace.jobs.recalc.formula.StoredStats;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One monster as it was read, with everything that the formulas need.
///
/// @param version what a write must still find
/// @param ruleTags those of its tags that [dev.millrace.jobs.recalc.formula.TagRules] can give
/// @param derived what an earlier recalculation stored, or null
public record MonsterSnapshot(
    long id,
    String name,
    long version,
    StoredStats stats,
    List<Skill> skills,
    Set<String> ruleTags,
    @Nullable Derived derived) {}
