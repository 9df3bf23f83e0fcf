package dev.millrace.bench.workload.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long the workloads go on that look for what grows.
///
/// @param growth how many finished tasks are in the tables, one measurement after the other, rising
/// @param slices how often bulk is repeated without and beside an open transaction
/// @param folded tasks whose facts are folded again
/// @param times what is measured by the clock
/// @param executors how many of them, one measurement after the other, rising from 1
public record Endurance(
    List<Long> growth, int slices, int folded, Times times, List<Integer> executors) {

  /// The most finished tasks that fit on a usual disk.
  public static final long MOST_GROWTH = 20_000_000;

  private static final long FIRST = 1_000_000;

  /// What is measured by the clock.
  ///
  /// @param cold from the moment at which a fresh process accepts tasks
  /// @param steady with as many tasks going as coming
  /// @param rest from a start to the first look at what an idle process takes
  /// @param idle from that look to the last
  public record Times(Duration cold, Duration steady, Duration rest, Duration idle) {}

  public Endurance {
    growth = List.copyOf(growth);
    executors = List.copyOf(executors);
  }

  /// The same with measurements at nothing, a million, ten millions and so on, up to that.
  public Endurance upTo(long most) {
    var steps = new ArrayList<>(List.of(0L));
    for (long step = FIRST; step < most; step *= 10) {
      steps.add(step);
    }
    if (most > 0) {
      steps.add(most);
    }
    return new Endurance(steps, slices, folded, times, executors);
  }
}
