package dev.millrace.executor.testkit;

import static java.util.Objects.requireNonNull;

/// Where the process dies.
///
/// @param number of the task's commit or side effect, from 0
public record KillPoint(Kind kind, int number, Side side) {

  /// What the process dies at.
  public enum Kind {
    /// Checkpoints, steps of a saga, the turn of a saga, and compensations.
    COMMIT,
    /// What [TestWorld#sideEffect] was told.
    SIDE_EFFECT
  }

  /// Which side of it.
  public enum Side {
    /// The writes of a commit are made, and go with the transaction; of a side effect nothing is
    /// done.
    BEFORE,
    /// The commit counts, or the side effect is done, and nobody has heard of it.
    AFTER
  }

  public KillPoint {
    requireNonNull(kind, "kind");
    requireNonNull(side, "side");
  }

  /// At a commit.
  public KillPoint(int commit, Side side) {
    this(Kind.COMMIT, commit, side);
  }

  @Override
  public String toString() {
    return (side == Side.BEFORE ? "before " : "after ")
        + (kind == Kind.COMMIT ? "commit " : "side effect ")
        + number;
  }
}
