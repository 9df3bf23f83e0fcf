package dev.millrace.executor.testkit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What is still there when the process has died.
///
/// What a handler does outside its commits, such as a mail that it sends, a test's fake declares
/// with [#sideEffect]: the kit then lets the process die before it and after it, too.
public final class TestWorld {

  private final @Nullable DataSource database;
  private final Supplier<? extends Object> seen;
  private final SteppedClock clock;
  private final List<SideEffect> effects = new ArrayList<>();
  private @Nullable KillPoint killPoint;

  /// @param database where handlers write; null to record their writes instead
  /// @param seen what the task has done to the world, in a form that can be compared
  /// @param clock moves on while a task waits for a retry
  public TestWorld(
      @Nullable DataSource database, Supplier<? extends Object> seen, SteppedClock clock) {
    this.database = database;
    this.seen = requireNonNull(seen, "seen");
    this.clock = requireNonNull(clock, "clock");
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

  public @Nullable DataSource database() {
    return database;
  }

  public Supplier<? extends Object> seen() {
    return seen;
  }

  public SteppedClock clock() {
    return clock;
  }

  /// Does something that no transaction takes back. A handler whose process dies around it does it
  /// again; it has to be the same then, with the key by which its receiver knows that.
  ///
  /// @param name such as `mail`
  /// @param what all that the receiver is told, in a form that can be compared
  public void sideEffect(String name, Object what) {
    int number = effects.size();
    dieAt(new KillPoint(KillPoint.Kind.SIDE_EFFECT, number, KillPoint.Side.BEFORE));
    effects.add(new SideEffect(name, what));
    dieAt(new KillPoint(KillPoint.Kind.SIDE_EFFECT, number, KillPoint.Side.AFTER));
  }

  /// Everything that was done so far, also what was done again.
  public List<SideEffect> sideEffects() {
    return List.copyOf(effects);
  }

  /// Lets the process die there, once.
  public void dyingAt(@Nullable KillPoint where) {
    killPoint = where;
  }

  private void dieAt(KillPoint here) {
    if (here.equals(killPoint)) {
      killPoint = null;
      throw new Crash(here);
    }
  }
}
