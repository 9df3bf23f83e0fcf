package dev.millrace.systemtest.audit;

/// What Millrace promises, in the words of the soak's table.
public enum Guarantee {
  /// A task that was answered with 202 reaches a final state.
  NONE_LOST,
  /// It reaches just one, and no two facts claim one place in its order.
  ONE_END,
  /// It ends in a way that its submission allows.
  RIGHT_END,
  /// Its facts are numbered without gaps.
  NO_GAP,
  /// Each of its facts is allowed in the state before it.
  LEGAL,
  /// What its handler commits happens exactly once.
  EFFECTS_ONCE,
  /// At each moment one executor at most can write for it.
  ONE_OWNER,
  /// What users are shown is how it ended.
  VISIBLE
}
