package dev.millrace.executor.room;

import java.util.List;

/// Chooses which waiting tasks start.
@FunctionalInterface
public interface Choice {

  /// Chooses among users, at most `free` tasks in all.
  List<Turn> of(int free, List<Waiter> waiters);
}
