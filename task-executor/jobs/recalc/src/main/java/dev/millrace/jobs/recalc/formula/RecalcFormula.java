package dev.millrace.jobs.recalc.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// All formulas under one set of weights.
///
/// The same stats and skills always give the same answer; weights reach the score alone, so
/// dimensions, role and tags are the same under any weights.
public final class RecalcFormula {

  private static final ObjectWriter EXPLAIN = JsonMapper.builder().build().writerFor(Score.class);

  private final Weights weights;

  public RecalcFormula(Weights weights) {
    this.weights = weights;
  }

  /// Applies the formulas to one monster.
  public Recalculated apply(BaseStats base, List<Skill> skills) {
    List<Set<String>> tagsOfSkills = new ArrayList<>(skills.size());
    Set<String> skillTags = new LinkedHashSet<>();
    for (Skill skill : skills) {
      Set<String> tags = TagRules.ofText(skill);
      tagsOfSkills.add(tags);
      skillTags.addAll(tags);
    }
    Score score = Score.of(base, weights);
    Dimensions dimensions = Dimensions.of(base, skills, tagsOfSkills);
    Derived derived =
        new Derived(
            score.score(),
            EXPLAIN.writeValueAsString(score),
            dimensions,
            Role.of(dimensions).word());
    return new Recalculated(derived, TagRules.ofNumbers(base), skillTags);
  }
}
