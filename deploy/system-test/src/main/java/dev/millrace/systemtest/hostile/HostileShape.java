package dev.millrace.systemtest.hostile;

import java.util.Random;

/// A way in which one user can hurt the others, and what came of it once.
///
/// An attack is bounded in count, and in time by its attacker; its sizes, its nesting and the
/// places of what is wrong in it come from the random numbers, so that a seed repeats it.
public interface HostileShape {

  /// As it stands in tables and after `--shapes`.
  String name();

  /// What it did before it was provided against.
  String formerly();

  void attack(Attacker attacker, Random random);

  /// A shape of these parts.
  static HostileShape of(String name, String formerly, Attack attack) {
    return new HostileShape() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String formerly() {
        return formerly;
      }

      @Override
      public void attack(Attacker attacker, Random random) {
        attack.run(attacker, random);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  /// What a shape does.
  @FunctionalInterface
  interface Attack {
    void run(Attacker attacker, Random random);
  }
}
