package dev.millrace.jobs.recalc.formula;

import static dev.millrace.jobs.recalc.formula.Stat.CONTROL;
import static dev.millrace.jobs.recalc.formula.Stat.OFFENSE;
import static dev.millrace.jobs.recalc.formula.Stat.PP;
import static dev.millrace.jobs.recalc.formula.Stat.SURVIVE;
import static dev.millrace.jobs.recalc.formula.Stat.TEMPO;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every tag that a recalculation can give, and what earns it: the one table to read or change.
///
/// Tags are only ever added. English keywords match whole words in any case; Chinese keywords match
/// anywhere in the text, since Chinese does not separate words.
public final class TagRules {

  /// Tags earned by base stats.
  private static final List<NumberRule> NUMBERS =
      List.of(
          new NumberRule("hard-hitting", base -> atLeast(120, base.offense())),
          new NumberRule("sturdy", base -> atLeast(120, base.survive())),
          new NumberRule("disruptive", base -> atLeast(120, base.control())),
          new NumberRule("fast", base -> atLeast(120, base.tempo())),
          new NumberRule("tireless", base -> atLeast(120, base.pp())),
          new NumberRule("frail", base -> atMost(45, base.survive())),
          new NumberRule("slow", base -> atMost(45, base.tempo())),
          new NumberRule(
              "glass-cannon", base -> atLeast(110, base.offense()) && atMost(60, base.survive())),
          new NumberRule("all-rounder", base -> spread(base) <= 25 * BaseStats.SCALE));

  /// Tags earned by the name and description of a skill, and the stat that such a skill speaks for.
  private static final List<TextRule> TEXTS =
      List.of(
          text("burn", OFFENSE, "burn, burns, burning, burned, scorch, scorches, 灼烧, 燃烧, 点燃"),
          text("critical", OFFENSE, "critical, crit, 暴击, 会心"),
          text("multi-hit", OFFENSE, "twice, repeatedly, flurry, barrage, 连击, 多段, 连续攻击"),
          text("area", OFFENSE, "all foes, all enemies, every enemy, 群体, 全体敌"),
          text("boost", OFFENSE, "raises attack, boosts attack, 攻击提升, 强化攻击, 提升攻击"),
          text("heal", SURVIVE, "heal, heals, healing, restores, recover, recovers, 治疗, 回复, 恢复生命"),
          text("shield", SURVIVE, "shield, shields, barrier, protects, guard, 护盾, 守护, 减伤"),
          text("drain", SURVIVE, "drain, drains, leech, leeches, siphon, siphons, 吸血, 吸取"),
          text("revive", SURVIVE, "revive, revives, 复活"),
          text("freeze", CONTROL, "freeze, freezes, freezing, frozen, 冰冻, 冻结"),
          text("stun", CONTROL, "stun, stuns, stunned, paralyse, paralyses, paralyze, 眩晕, 麻痹"),
          text("sleep", CONTROL, "sleep, sleeps, asleep, lullaby, 睡眠, 催眠"),
          text("confuse", CONTROL, "confuse, confuses, confusion, 混乱"),
          text("poison", CONTROL, "poison, poisons, poisoned, venom, toxic, 中毒, 剧毒, 毒素"),
          text("silence", CONTROL, "silence, silences, seal, seals, 沉默, 封印"),
          text("weaken", CONTROL, "weaken, weakens, lowers attack, lowers defence, 削弱, 降低攻击, 降低防御"),
          text("haste", TEMPO, "haste, hastens, quickens, raises speed, 加速, 提升速度"),
          text("hinder", TEMPO, "slow, slows, slowed, lowers speed, 减速, 降低速度"),
          text("first-strike", TEMPO, "strikes first, first strike, moves first, 先手, 先制"),
          text("swap", TEMPO, "swap, swaps, switches out, 换场, 替换"),
          text("energise", PP, "energy, energise, energises, recharge, recharges, 能量, 充能"),
          text("exhaust", PP, "exhaust, exhausts, burden, tire, tires, 消耗技能, 耗尽"),
          text("cleanse", PP, "cleanse, cleanses, dispel, dispels, purify, purifies, 净化, 驱散"));

  private static final Map<String, Stat> SPEAKS_FOR =
      TEXTS.stream().collect(Collectors.toMap(TextRule::tag, TextRule::stat));

  private static final Set<String> ALL =
      Stream.concat(NUMBERS.stream().map(NumberRule::tag), TEXTS.stream().map(TextRule::tag))
          .collect(Collectors.toUnmodifiableSet());

  private record NumberRule(String tag, Predicate<BaseStats> earned) {}

  private record TextRule(String tag, Stat stat, List<Keyword> keywords) {}

  private TagRules() {}

  /// The names of all tags that these rules can give.
  public static Set<String> all() {
    return ALL;
  }

  /// The tags that base stats earn.
  static Set<String> ofNumbers(BaseStats base) {
    Set<String> tags = new LinkedHashSet<>();
    for (NumberRule rule : NUMBERS) {
      if (rule.earned().test(base)) {
        tags.add(rule.tag());
      }
    }
    return tags;
  }

  /// The tags that the text of one skill earns.
  static Set<String> ofText(Skill skill) {
    String text = (skill.name() + "\n" + skill.description()).toLowerCase(Locale.ROOT);
    Set<String> tags = new LinkedHashSet<>();
    for (TextRule rule : TEXTS) {
      if (Keyword.anyIn(rule.keywords(), text)) {
        tags.add(rule.tag());
      }
    }
    return tags;
  }

  /// The stats that a skill with these tags speaks for, as a set of the caller's own.
  static Set<Stat> statsSpokenFor(Set<String> tags) {
    Set<Stat> stats = EnumSet.noneOf(Stat.class);
    for (String tag : tags) {
      Stat stat = SPEAKS_FOR.get(tag);
      if (stat != null) {
        stats.add(stat);
      }
    }
    return stats;
  }

  private static TextRule text(String tag, Stat stat, String keywords) {
    return new TextRule(tag, stat, Keyword.list(keywords));
  }

  private static boolean atLeast(long value, long thousandths) {
    return thousandths >= value * BaseStats.SCALE;
  }

  private static boolean atMost(long value, long thousandths) {
    return thousandths <= value * BaseStats.SCALE;
  }

  private static long spread(BaseStats base) {
    long[] sorted = Arrays.stream(Stat.values()).mapToLong(base::of).sorted().toArray();
    return sorted[sorted.length - 1] - sorted[0];
  }
}
