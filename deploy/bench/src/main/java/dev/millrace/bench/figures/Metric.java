package dev.millrace.bench.figures;

/// One figure that is measured, the same for all contenders.
///
/// @param workload what was run
/// @param name what was read off
/// @param unit of the number
public record Metric(String workload, String name, String unit, Better better) {

  /// Which of two numbers is the better one.
  public enum Better {
    HIGHER,
    LOWER
  }

  public String label() {
    return workload + ": " + name + " (" + unit + ")";
  }
}
