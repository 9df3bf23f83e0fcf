package dev.millrace.executor.fleet;

import dev.millrace.executor.journal.TaskClaim;
import java.util.List;
import java.util.function.Supplier;

/// How many tasks of one type may run in all executors together.
///
/// What runs is what the journal says; a reservation bridges the time from before a poll to its
/// claim, so that no executor polls what the fleet has no room for. The claim looks again, so a
/// reservation that is lost or late costs a wait and never the limit.
public interface FleetLimit {

  /// No limit.
  FleetLimit NONE =
      new FleetLimit() {
        @Override
        public boolean reserve(String lane, int count) {
          return true;
        }

        @Override
        public void giveBack(String lane) {}

        @Override
        public List<TaskClaim> claim(String lane, int count, Supplier<List<TaskClaim>> claim) {
          return claim.get();
        }
      };

  /// Reserves room for a lane of this executor, in the place of what it had reserved before.
  ///
  /// @return whether there was room for all of it
  /// @throws org.springframework.dao.DataAccessException when the database cannot be reached
  boolean reserve(String lane, int count);

  /// Gives back what the lane reserved and had no task for.
  void giveBack(String lane);

  /// Claims tasks and gives the reservation back, in one transaction.
  ///
  /// @param count how many tasks `claim` may claim
  /// @throws FleetFull when there is no room for all of them; nothing is claimed then
  List<TaskClaim> claim(String lane, int count, Supplier<List<TaskClaim>> claim);
}
