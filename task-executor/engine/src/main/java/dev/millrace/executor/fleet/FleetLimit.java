package dev.millrace.executor.fleet;

import java.util.function.IntFunction;

/// How many tasks of one type may run in all executors together.
///
/// What runs is what the run store says, counted in the transaction that starts tasks. What finds
/// no room in the fleet waits in the waiting room, so nothing is kept for it.
public interface FleetLimit {

  /// No limit.
  FleetLimit NONE =
      new FleetLimit() {
        @Override
        public <T> T within(int wanted, IntFunction<T> start) {
          return start.apply(wanted);
        }
      };

  /// Starts tasks as far as the fleet has room for them, in one transaction.
  ///
  /// @param wanted how many tasks there are
  /// @param start starts at most as many tasks as it is given, 0 to `wanted`
  /// @throws org.springframework.dao.DataAccessException when the database cannot be reached
  <T> T within(int wanted, IntFunction<T> start);
}
