package dev.millrace.jobs.recalc.formula;

/// Five usable base stats, in thousandths: 120.5 is 120,500. Each is 0 to 10,000,000.
public record BaseStats(long offense, long survive, long control, long tempo, long pp)
    implements CheckedStats {

  /// Thousandths in one.
  public static final long SCALE = 1000;

  public BaseStats {
    if (Math.min(Math.min(Math.min(offense, survive), Math.min(control, tempo)), pp) < 0) {
      throw new IllegalArgumentException("a base stat is negative");
    }
  }

  /// Whole base stats.
  static BaseStats ofWhole(long offense, long survive, long control, long tempo, long pp) {
    return new BaseStats(
        offense * SCALE, survive * SCALE, control * SCALE, tempo * SCALE, pp * SCALE);
  }

  /// One of the five, in thousandths.
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
