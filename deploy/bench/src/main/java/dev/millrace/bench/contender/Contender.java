package dev.millrace.bench.contender;

import dev.millrace.bench.load.Profile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A system that is measured: Millrace, a peer or a floor.
public interface Contender {

  String name();

  Kind kind();

  Set<Ability> abilities();

  /// Its version and the settings that matter, for the report.
  Map<String, String> settings();

  /// Why it cannot be measured here, if it cannot: one line.
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /// Starts it with an empty store and returns when it accepts tasks.
  RunningContender start(Profile profile) throws Exception;

  /// What a contender is to the others.
  enum Kind {
    MILLRACE,
    PEER,
    FLOOR
  }

  /// What a contender can be asked for.
  enum Ability {
    SUBMIT,
    SLEEP,
    STREAMS,
    BACKLOG,
    RECOVERY,
    RECALC,
    HELD_TRANSACTION,
    HELD_RUN,
    START,
    READS,
    FOLD,
    EXECUTORS,
    GROWTH,
    FIRST_MINUTE,
    IDLE,
    STEADY
  }
}
