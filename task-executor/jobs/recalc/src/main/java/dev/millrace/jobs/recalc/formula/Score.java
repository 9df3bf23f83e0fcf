package dev.millrace.jobs.recalc.formula;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A weighted sum of base stats together with its explanation.
///
/// Each contribution is base × weight, rounded half up to four decimals; the score is the sum of
/// the rounded contributions. So the parts add up to the score exactly, by definition, and the
/// score is within 0.00025 of the unrounded sum.
///
/// @param score four decimals, 0 to 10,000
/// @param parts one for each stat, in the order of [Stat]
public record Score(BigDecimal score, List<Part> parts) {

  /// Ten-thousandths in one.
  private static final int DECIMALS = 4;

  /// A contribution in base thousandths times weight millionths is in billionths.
  private static final long BILLIONTHS_TO_DECIMALS = 100_000;

  /// What one stat adds to the score.
  ///
  /// @param base the base stat, three decimals
  /// @param weight its share of all weights, six decimals
  /// @param contribution base × weight, four decimals
  public record Part(Stat stat, BigDecimal base, BigDecimal weight, BigDecimal contribution) {}

  public Score {
    parts = List.copyOf(parts);
  }

  /// The score of these stats under these weights.
  public static Score of(BaseStats base, Weights weights) {
    List<Part> parts = new ArrayList<>(Stat.values().length);
    long sum = 0;
    for (Stat stat : Stat.values()) {
      long exact = base.of(stat) * weights.of(stat);
      long contribution = (exact + BILLIONTHS_TO_DECIMALS / 2) / BILLIONTHS_TO_DECIMALS;
      sum += contribution;
      parts.add(
          new Part(
              stat,
              BigDecimal.valueOf(base.of(stat), 3),
              BigDecimal.valueOf(weights.of(stat), 6),
              BigDecimal.valueOf(contribution, DECIMALS)));
    }
    return new Score(BigDecimal.valueOf(sum, DECIMALS), parts);
  }
}
