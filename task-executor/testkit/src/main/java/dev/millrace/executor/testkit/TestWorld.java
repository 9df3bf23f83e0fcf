package dev.millrace.executor.testkit;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What is still there when the process has died.
///
/// @param database where handlers write; null to record their writes instead
/// @param seen what the task has done to the world, in a form that can be compared
/// @param clock moves on while a task waits for a retry
public record TestWorld(
    @Nullable DataSource database, Supplier<? extends Object> seen, SteppedClock clock) {

  public TestWorld {
    requireNonNull(seen, "seen");
    requireNonNull(clock, "clock");
  }

  /// A world without a database.
  public static TestWorld inMemory() {
    return new TestWorld(null, () -> "nothing", new SteppedClock());
  }

  /// A world with a database.
  ///
  /// @param seen reads from `database` what is to be the same, wherever the process died
  public static TestWorld on(DataSource database, Supplier<? extends Object> seen) {
    return new TestWorld(database, seen, new SteppedClock());
  }
}
