package dev.millrace.jobs.recalc.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagRulesTest {

  @ParameterizedTest
  @CsvSource({
    "Burns the foe., burn",
    "BURNS THE FOE, burn",
    "使对手灼烧两回合, burn",
    "Heals a third of its health., heal",
    "回复自身生命, heal",
    "Always strikes first., first-strike",
    "先手攻击, first-strike",
    "获得护盾, shield",
    "heal, heal",
    "'(poison)', poison",
    "中毒heal, 'poison,heal'"
  })
  void keywordsInEnglishAndChineseGiveTheirTag(String text, String tags) {
    assertThat(TagRules.ofText(new Skill("x", "status", 0, text)))
        .containsExactlyInAnyOrder(tags.split(","));
  }

  @ParameterizedTest
  @CsvSource({"A healthy breakfast.", "Burnished plate.", "Sleepless nights.", "A plain blow."})
  void aWordThatOnlyContainsAKeywordGivesNoTag(String text) {
    assertThat(TagRules.ofText(new Skill("x", "status", 0, text))).isEmpty();
  }

  @Test
  void theNameOfASkillCountsAsItsText() {
    assertThat(TagRules.ofText(new Skill("Soft Lullaby", "status", 0, "")))
        .isEqualTo(Set.of("sleep"));
  }

  @Test
  void numbersEarnTagsAtTheirThresholds() {
    assertThat(TagRules.ofNumbers(BaseStats.ofWhole(120, 60, 90, 119, 80)))
        .containsExactlyInAnyOrder("hard-hitting", "glass-cannon");
    assertThat(TagRules.ofNumbers(BaseStats.ofWhole(80, 80, 80, 80, 80)))
        .containsExactly("all-rounder");
    assertThat(TagRules.ofNumbers(BaseStats.ofWhole(80, 45, 120, 45, 120)))
        .containsExactlyInAnyOrder("frail", "slow", "disruptive", "tireless");
  }

  @Test
  void everyTagIsNamedOnceAndFitsTheTable() {
    assertThat(TagRules.all()).hasSize(32).allMatch(tag -> tag.matches("[a-z-]{1,60}"));
  }
}
