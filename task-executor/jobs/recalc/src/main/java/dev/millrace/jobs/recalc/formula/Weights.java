package dev.millrace.jobs.recalc.formula;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/// How much each stat counts, in millionths that add up to exactly one million.
///
/// Only the proportions of what was asked for matter: weights 1, 1, 2, 0, 0 and 10, 10, 20, 0, 0
/// are the same weights.
public record Weights(long offense, long survive, long control, long tempo, long pp) {

  /// Millionths in one.
  public static final long SCALE = 1_000_000;

  /// Every stat counts the same.
  public static final Weights EQUAL =
      new Weights(SCALE / 5, SCALE / 5, SCALE / 5, SCALE / 5, SCALE / 5);

  public Weights {
    if (offense + survive + control + tempo + pp != SCALE) {
      throw new IllegalArgumentException("weights add up to a million millionths");
    }
  }

  /// Scales five numbers so that they add up to one.
  ///
  /// Each is rounded down to a millionth; the millionths that are left over go to the largest
  /// remainders, the earlier stat first where two are equal. The arithmetic is exact, so scaling
  /// the input changes nothing.
  ///
  /// @param asked a number for each stat; one that is left out is 0
  /// @throws IllegalArgumentException when one is negative or none is positive
  public static Weights normalised(Map<Stat, BigDecimal> asked) {
    int scale = asked.values().stream().mapToInt(BigDecimal::scale).max().orElse(0);
    Map<Stat, BigInteger> whole = new EnumMap<>(Stat.class);
    BigInteger sum = BigInteger.ZERO;
    for (Stat stat : Stat.values()) {
      BigDecimal weight = asked.getOrDefault(stat, BigDecimal.ZERO);
      if (weight.signum() < 0) {
        throw new IllegalArgumentException(stat.word() + " is negative: " + weight);
      }
      BigInteger unscaled = weight.setScale(scale).unscaledValue();
      whole.put(stat, unscaled);
      sum = sum.add(unscaled);
    }
    if (sum.signum() == 0) {
      throw new IllegalArgumentException("at least one weight is positive; all are 0");
    }
    return apportioned(whole, sum);
  }

  private static Weights apportioned(Map<Stat, BigInteger> whole, BigInteger sum) {
    Map<Stat, Long> share = new EnumMap<>(Stat.class);
    Map<Stat, BigInteger> remainder = new EnumMap<>(Stat.class);
    whole.forEach((stat, weight) -> {
      BigInteger[] parts = weight.multiply(BigInteger.valueOf(SCALE)).divideAndRemainder(sum);
      share.put(stat, parts[0].longValueExact());
      remainder.put(stat, parts[1]);
    });
    long left = SCALE - share.values().stream().mapToLong(Long::longValue).sum();
    remainder.entrySet().stream()
        .sorted(Map.Entry.<Stat, BigInteger>comparingByValue().reversed())
        .limit(left)
        .forEach(entry -> share.merge(entry.getKey(), 1L, Long::sum));
    return new Weights(
        share.getOrDefault(Stat.OFFENSE, 0L),
        share.getOrDefault(Stat.SURVIVE, 0L),
        share.getOrDefault(Stat.CONTROL, 0L),
        share.getOrDefault(Stat.TEMPO, 0L),
        share.getOrDefault(Stat.PP, 0L));
  }

  /// One of the five, in millionths.
  public long of(Stat stat) {
    return switch (stat) {
      case OFFENSE -> offense;
      case SURVIVE -> survive;
      case CONTROL -> control;
      case TEMPO -> tempo;
      case PP -> pp;
    };
  }
}
