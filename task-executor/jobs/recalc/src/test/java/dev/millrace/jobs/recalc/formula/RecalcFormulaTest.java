package dev.millrace.jobs.recalc.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecalcFormulaTest {

  private static final List<String> WORDS =
      List.of("burns", "heals", "stuns", "poison", "health", "斩击", "灼烧", "护盾", "first strike");

  static Stream<Arguments> seeds() {
    return LongStream.range(0, 300).mapToObj(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thePartsAddUpToTheScoreExactly(long seed) {
    Random random = new Random(seed);

    Score score = Score.of(stats(random), Weights.normalised(weights(random)));

    assertThat(
            score.parts().stream()
                .map(Score.Part::contribution)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualTo(score.score());
    assertThat(score.parts()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theScoreIsTheWeightedSumButForRounding(long seed) {
    Random random = new Random(seed);
    BaseStats base = stats(random);
    Weights weights = Weights.normalised(weights(random));
    BigDecimal exact = BigDecimal.ZERO;
    for (Stat stat : Stat.values()) {
      exact = exact.add(BigDecimal.valueOf(base.of(stat) * weights.of(stat), 9));
    }

    BigDecimal score = Score.of(base, weights).score();

    assertThat(score.subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal("0.00025"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlyTheProportionsOfWeightsMatter(long seed) {
    Random random = new Random(seed);
    Map<Stat, BigDecimal> asked = weights(random);
    BigDecimal factor = BigDecimal.valueOf(1 + random.nextInt(1_000_000), random.nextInt(8));
    Map<Stat, BigDecimal> scaled = new EnumMap<>(Stat.class);
    asked.forEach((stat, weight) -> scaled.put(stat, weight.multiply(factor)));

    assertThat(Weights.normalised(scaled)).isEqualTo(Weights.normalised(asked));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theSameMonsterAlwaysGetsTheSameAnswer(long seed) {
    RecalcFormula one = new RecalcFormula(Weights.normalised(weights(new Random(seed))));
    RecalcFormula other = new RecalcFormula(Weights.normalised(weights(new Random(seed))));

    assertThat(one.apply(stats(new Random(seed)), skills(new Random(seed))))
        .isEqualTo(other.apply(stats(new Random(seed)), skills(new Random(seed))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void weightsReachTheScoreAlone(long seed) {
    Random random = new Random(seed);
    BaseStats base = stats(random);
    List<Skill> skills = skills(random);

    Recalculated equal = new RecalcFormula(Weights.EQUAL).apply(base, skills);
    Recalculated other = new RecalcFormula(Weights.normalised(weights(random))).apply(base, skills);

    assertThat(other.numericTags()).isEqualTo(equal.numericTags());
    assertThat(other.skillTags()).isEqualTo(equal.skillTags());
    assertThat(other.derived().dimensions()).isEqualTo(equal.derived().dimensions());
    assertThat(other.derived().role()).isEqualTo(equal.derived().role());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dimensionsStayOnTheirScale(long seed) {
    Random random = new Random(seed);

    Dimensions dimensions =
        new RecalcFormula(Weights.EQUAL)
            .apply(stats(random), skills(random))
            .derived()
            .dimensions();

    for (Stat stat : Stat.values()) {
      assertThat(dimensions.of(stat)).isBetween(0, 100);
    }
  }

  @Test
  void anExplanationReadsLikeTheSumThatItIs() {
    BaseStats base = BaseStats.ofWhole(120, 80, 60, 100, 40);
    Map<Stat, BigDecimal> weights =
        Map.of(Stat.OFFENSE, BigDecimal.TWO, Stat.TEMPO, BigDecimal.ONE);

    Derived derived =
        new RecalcFormula(Weights.normalised(weights)).apply(base, List.of()).derived();

    assertThat(derived.score()).isEqualTo(new BigDecimal("113.3333"));
    assertThat(derived.explain())
        .startsWith(
            "{\"score\":113.3333,\"parts\":[{\"stat\":\"offense\",\"base\":120.000,"
                + "\"weight\":0.666667,\"contribution\":80.0000},");
  }

  @Test
  void aMonsterOfMiddlingStatsIsBalancedAndOneThatStandsOutIsNot() {
    assertThat(role(100, 100, 100, 100, 100)).isEqualTo("balanced");
    assertThat(role(160, 80, 80, 80, 80)).isEqualTo("attacker");
    assertThat(role(80, 160, 80, 80, 80)).isEqualTo("tank");
    assertThat(role(80, 80, 160, 80, 80)).isEqualTo("controller");
    assertThat(role(80, 80, 80, 160, 80)).isEqualTo("speedster");
    assertThat(role(80, 80, 80, 80, 160)).isEqualTo("support");
  }

  @Test
  void skillsMoveADimension() {
    BaseStats base = BaseStats.ofWhole(100, 100, 100, 100, 100);

    Dimensions dimensions =
        new RecalcFormula(Weights.EQUAL)
            .apply(
                base,
                List.of(
                    new Skill("a", "attack", 80, "A plain blow."),
                    new Skill("b", "status", 0, "Heals and stuns."),
                    new Skill("c", "status", 0, "治疗")))
            .derived()
            .dimensions();

    assertThat(dimensions).isEqualTo(new Dimensions(54, 58, 54, 50, 50));
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Weights.normalised(Map.of()))
        .hasMessage("at least one weight is positive; all are 0");
    assertThatThrownBy(() -> Weights.normalised(Map.of(Stat.PP, BigDecimal.valueOf(-1))))
        .hasMessage("pp is negative: -1");
  }

  @Test
  void weightsThatDoNotDivideEvenlyStillAddUpToOne() {
    assertThat(
            Weights.normalised(
                Map.of(
                    Stat.OFFENSE, BigDecimal.ONE,
                    Stat.SURVIVE, BigDecimal.ONE,
                    Stat.PP, BigDecimal.ONE)))
        .isEqualTo(new Weights(333_334, 333_333, 0, 0, 333_333));
  }

  private static String role(long offense, long survive, long control, long tempo, long pp) {
    return new RecalcFormula(Weights.EQUAL)
        .apply(BaseStats.ofWhole(offense, survive, control, tempo, pp), List.of())
        .derived()
        .role();
  }

  private static BaseStats stats(Random random) {
    return new BaseStats(
        random.nextLong(10_000_001),
        random.nextLong(200_001),
        random.nextLong(200_001),
        random.nextLong(10_001),
        random.nextLong(10_000_001));
  }

  private static Map<Stat, BigDecimal> weights(Random random) {
    Map<Stat, BigDecimal> weights = new EnumMap<>(Stat.class);
    for (Stat stat : Stat.values()) {
      weights.put(stat, BigDecimal.valueOf(random.nextInt(10_000), random.nextInt(5)));
    }
    weights.put(Stat.CONTROL, BigDecimal.valueOf(1 + random.nextInt(100)));
    return weights;
  }

  private static List<Skill> skills(Random random) {
    List<Skill> skills = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String text =
          WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
      skills.add(new Skill("skill", "attack", random.nextInt(150), text));
    }
    return skills;
  }
}
