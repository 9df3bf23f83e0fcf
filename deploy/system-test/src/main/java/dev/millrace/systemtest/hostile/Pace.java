package dev.millrace.systemtest.hostile;

import java.time.Duration;

/// How long a run goes on, and how closely shape follows shape.
///
/// @param length of all attacks together
/// @param attack the most that one attack takes
/// @param patience how long the program may be silent after an attack, and what was accepted be
///   without an end; spent only where something is wrong
/// @param lanes attacks at once; with one, the honest user's figures are those beside one shape
public record Pace(Duration length, Duration attack, Duration patience, int lanes) {

  /// A pass over the shapes, several at once.
  public static final Pace SHORT =
      new Pace(Duration.ofSeconds(40), Duration.ofSeconds(4), Duration.ofSeconds(90), 3);

  /// One after the other, as often as there is time.
  public static Pace oneByOne(Duration length, Duration attack, Duration patience) {
    return new Pace(length, attack, patience, 1);
  }

  boolean isOneByOne() {
    return lanes == 1;
  }
}
