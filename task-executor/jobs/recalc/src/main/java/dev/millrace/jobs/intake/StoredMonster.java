package dev.millrace.jobs.intake;

import dev.millrace.jobs.intake.line.IncomingMonster;
import dev.millrace.jobs.intake.line.IncomingMonster.Base;
import dev.millrace.jobs.intake.line.IncomingMonster.IncomingSkill;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A monster as it is, locked, before a line is applied to it.
///
/// @param base null while any of the five is missing
record StoredMonster(
    long id, String element, @Nullable Base base, List<IncomingSkill> skills, Set<String> tags) {

  StoredMonster(long id, String element, @Nullable Base base) {
    this(id, element, base, new ArrayList<>(), new HashSet<>());
  }

  boolean hasOtherSkills(IncomingMonster line) {
    return !skills.equals(line.skills());
  }

  boolean wouldChange(IncomingMonster line) {
    return !element.equals(line.element())
        || !line.base().equals(base)
        || hasOtherSkills(line)
        || !tags.containsAll(line.tags());
  }
}
