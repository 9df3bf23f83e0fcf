package dev.millrace.jobs.recalc.formula;

import org.jspecify.annotations.Nullable;

/// The five base stats as a table holds them: any of them may be missing or nonsense.
public record StoredStats(
    @Nullable Double offense,
    @Nullable Double survive,
    @Nullable Double control,
    @Nullable Double tempo,
    @Nullable Double pp) {

  /// The largest base stat there is.
  public static final double LARGEST = 10_000;

  /// Turns what is stored into numbers that the formulas take, or says why that is impossible.
  public CheckedStats check() {
    String problem = null;
    for (Stat stat : Stat.values()) {
      String one = problem(stat);
      if (one != null) {
        problem = problem == null ? one : problem + "; " + one;
      }
    }
    return problem == null
        ? new BaseStats(
            thousandths(offense),
            thousandths(survive),
            thousandths(control),
            thousandths(tempo),
            thousandths(pp))
        : new UnusableStats(problem);
  }

  /// What is wrong with one stat, or null.
  private @Nullable String problem(Stat stat) {
    Double value = of(stat);
    if (value == null) {
      return stat.word() + " is missing";
    }
    if (value.isNaN()) {
      return stat.word() + " is not a number";
    }
    if (value < 0 || value > LARGEST) {
      return stat.word() + " is " + value + ", outside 0 to 10000";
    }
    return null;
  }

  private @Nullable Double of(Stat stat) {
    return switch (stat) {
      case OFFENSE -> offense;
      case SURVIVE -> survive;
      case CONTROL -> control;
      case TEMPO -> tempo;
      case PP -> pp;
    };
  }

  private static long thousandths(@Nullable Double value) {
    return value == null ? 0 : Math.round(value * BaseStats.SCALE);
  }
}
