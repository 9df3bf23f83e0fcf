package dev.millrace.jobs.recalc.formula;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a monster compares on each stat, 0 to 100, its skills included.
///
/// dimension = min(100, round(100 × base ÷ (base + 100)) + bonus), where bonus is 4 for every skill
/// whose text carries a tag that speaks for the stat ([TagRules]), at most 20. For offense, a skill
/// of power 80 or more counts as well. A base stat of 100 is the middle of the scale, so no stat,
/// however large, makes the others meaningless.
public record Dimensions(int offense, int survive, int control, int tempo, int pp) {

  private static final long MIDDLE = 100 * BaseStats.SCALE;
  private static final int BONUS_PER_SKILL = 4;
  private static final int LARGEST_BONUS = 20;
  private static final int STRONG_POWER = 80;

  /// The dimensions of a monster with these stats and skills.
  ///
  /// @param tagsOfSkills for each skill the tags read from its text, in the order of `skills`
  static Dimensions of(BaseStats base, List<Skill> skills, List<Set<String>> tagsOfSkills) {
    Map<Stat, Integer> speaking = new EnumMap<>(Stat.class);
    for (int i = 0; i < skills.size(); i++) {
      Set<Stat> stats = TagRules.statsSpokenFor(tagsOfSkills.get(i));
      if (skills.get(i).power() >= STRONG_POWER) {
        stats.add(Stat.OFFENSE);
      }
      stats.forEach(stat -> speaking.merge(stat, 1, Integer::sum));
    }
    return new Dimensions(
        dimension(base, speaking, Stat.OFFENSE),
        dimension(base, speaking, Stat.SURVIVE),
        dimension(base, speaking, Stat.CONTROL),
        dimension(base, speaking, Stat.TEMPO),
        dimension(base, speaking, Stat.PP));
  }

  private static int dimension(BaseStats stats, Map<Stat, Integer> speaking, Stat stat) {
    long base = stats.of(stat);
    int skills = speaking.getOrDefault(stat, 0);
    long whole = base + MIDDLE;
    long scaled = (100 * base + whole / 2) / whole;
    return (int) Math.min(100, scaled + Math.min(LARGEST_BONUS, BONUS_PER_SKILL * skills));
  }

  /// One of the five.
  public int of(Stat stat) {
    return switch (stat) {
      case OFFENSE -> offense;
      case SURVIVE -> survive;
      case CONTROL -> control;
      case TEMPO -> tempo;
      case PP -> pp;
    };
  }
}
