package dev.millrace.bench.contender;

import java.util.List;
import java.util.Optional;

/// What a child process runs: a library or a floor, with the load beside it.
public interface ChildProgram {

  /// The name in the report.
  String label();

  /// Those that have rows for each task.
  List<String> tables();

  /// The command line without its last word, which is the profile.
  List<String> command();

  /// Why it cannot run here, if it cannot: one line.
  default Optional<String> obstacle() {
    return Optional.empty();
  }
}
