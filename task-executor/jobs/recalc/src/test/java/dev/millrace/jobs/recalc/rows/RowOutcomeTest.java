package dev.millrace.jobs.recalc.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.jobs.recalc.formula.Derived;
import dev.millrace.jobs.recalc.formula.RecalcFormula;
import dev.millrace.jobs.recalc.formula.Skill;
import dev.millrace.jobs.recalc.formula.StoredStats;
import dev.millrace.jobs.recalc.formula.Weights;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowOutcomeTest {

  private static final RecalcFormula FORMULA = new RecalcFormula(Weights.EQUAL);
  private static final StoredStats FAST = new StoredStats(80.0, 80.0, 80.0, 150.0, 80.0);

  @Test
  void onlyTagsThatTheMonsterLacksAreAdded() {
    RowOutcome outcome = RowOutcome.of(row(FAST, Set.of("burn", "slow"), null), FORMULA);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            RowOutcome.Changed.class,
            changed -> {
              assertThat(changed.numericTags()).containsExactly("fast");
              assertThat(changed.skillTags()).containsExactly("heal");
              assertThat(changed.version()).isEqualTo(7);
            });
  }

  @Test
  void aRowThatHasItAllIsUnchangedWhateverTagsItHasBesides() {
    Derived derived =
        ((RowOutcome.Changed) RowOutcome.of(row(FAST, Set.of(), null), FORMULA)).derived();

    assertThat(RowOutcome.of(row(FAST, Set.of("burn", "heal", "fast", "slow"), derived), FORMULA))
        .isEqualTo(new RowOutcome.Unchanged(3));
  }

  @Test
  void aRowWithUnusableStatsFailsAlone() {
    assertThat(
            RowOutcome.of(row(new StoredStats(1.0, 1.0, null, 1.0, 1.0), Set.of(), null), FORMULA))
        .isEqualTo(new RowOutcome.Failed(3, "Umbralynx", "control is missing"));
  }

  private static MonsterSnapshot row(
      StoredStats stats, Set<String> tags, @Nullable Derived derived) {
    return new MonsterSnapshot(
        3,
        "Umbralynx",
        7,
        stats,
        List.of(new Skill("a", "status", 0, "Burns. Heals.")),
        new HashSet<>(tags),
        derived);
  }
}
