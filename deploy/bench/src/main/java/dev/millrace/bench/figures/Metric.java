package dev.millrace.bench.figures;

import java.util.Locale;
import java.util.Optional;

/// One figure that is measured, the same for all contenders.
///
/// @param workload what was run
/// @param name what was read off
/// @param unit of the number
/// @param at where on a curve, if it is a point of one
public record Metric(
    String workload, String name, String unit, Better better, Optional<Position> at) {

  /// Which of two numbers is the better one.
  public enum Better {
    HIGHER,
    LOWER
  }

  /// A place on the axis of a curve.
  ///
  /// @param of what is counted there, in the plural
  public record Position(long value, String of) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,d %s", value, of);
    }
  }

  /// One that is no point of a curve.
  public Metric(String workload, String name, String unit, Better better) {
    this(workload, name, unit, better, Optional.empty());
  }

  /// The point of its curve at that place.
  public Metric at(long value, String of) {
    return new Metric(workload, name, unit, better, Optional.of(new Position(value, of)));
  }

  /// Whether both are points of one curve.
  public boolean isOnCurveOf(Metric other) {
    return workload.equals(other.workload) && name.equals(other.name);
  }

  public String label() {
    return workload
        + ": "
        + name
        + at.map(position -> " at " + position).orElse("")
        + " ("
        + unit
        + ")";
  }
}
