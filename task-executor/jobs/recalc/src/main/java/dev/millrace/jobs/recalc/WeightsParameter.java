package dev.millrace.jobs.recalc;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.jobs.recalc.formula.Stat;
import dev.millrace.jobs.recalc.formula.Weights;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much each stat is to count, as a caller wrote it: 0 to a million each, one of them positive.
///
/// A stat that is left out counts nothing. Only proportions matter.
public record WeightsParameter(
    @Nullable BigDecimal offense,
    @Nullable BigDecimal survive,
    @Nullable BigDecimal control,
    @Nullable BigDecimal tempo,
    @Nullable BigDecimal pp) {

  private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);
  private static final int MOST_DECIMALS = 30;

  /// The same weights, adding up to one.
  ///
  /// @throws PermanentFailure when they are no weights
  Weights normalised() {
    try {
      return Weights.normalised(
          Map.of(
              Stat.OFFENSE, usable(offense),
              Stat.SURVIVE, usable(survive),
              Stat.CONTROL, usable(control),
              Stat.TEMPO, usable(tempo),
              Stat.PP, usable(pp)));
    } catch (IllegalArgumentException e) {
      throw new PermanentFailure("bad-input", "parameters/weights: " + e.getMessage(), e);
    }
  }

  private static BigDecimal usable(@Nullable BigDecimal weight) {
    if (weight == null) {
      return BigDecimal.ZERO;
    }
    if (weight.compareTo(LARGEST) > 0 || weight.scale() > MOST_DECIMALS) {
      throw new IllegalArgumentException("a weight is at most 1000000 and has at most 30 decimals");
    }
    return weight;
  }
}
