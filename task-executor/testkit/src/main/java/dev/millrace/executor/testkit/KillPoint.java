package dev.millrace.executor.testkit;

import static java.util.Objects.requireNonNull;

/// Where the process dies.
///
/// @param commit the number of the task's commit, from 0: checkpoints, steps of a saga, the turn of
///   a saga, and compensations
public record KillPoint(int commit, Side side) {

  /// Which side of the commit.
  public enum Side {
    /// The writes are made, and go with the transaction.
    BEFORE,
    /// The commit counts, and nobody has heard of it.
    AFTER
  }

  public KillPoint {
    requireNonNull(side, "side");
  }

  @Override
  public String toString() {
    return (side == Side.BEFORE ? "before" : "after") + " commit " + commit;
  }
}
