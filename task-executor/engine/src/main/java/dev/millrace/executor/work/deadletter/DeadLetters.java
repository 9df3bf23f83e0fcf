package dev.millrace.executor.work.deadletter;

import java.util.List;

/// Where work goes that gave up or cannot be read.
public interface DeadLetters {

  /// Publishes the letters and returns when all of them are safe.
  ///
  /// @throws RuntimeException when that is not known; publishing again is harmless
  void publish(List<DeadLetter> letters);
}
