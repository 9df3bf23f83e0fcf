package dev.millrace.executor.work;

/// A handler that only waits for other tasks. It takes no permit from those that work: else the
/// tasks that it waits for might find none.
public interface Waits {

  /// How many such tasks an executor holds.
  int LIMIT = 10_000;
}
