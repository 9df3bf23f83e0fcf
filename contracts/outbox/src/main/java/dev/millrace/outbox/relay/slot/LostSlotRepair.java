package dev.millrace.outbox.relay.slot;

import java.util.Optional;

/// How a service makes up for facts that were committed and that the relay can no longer read.
///
/// Called when the replication slot was lost: dropped, invalidated by `max_slot_wal_keep_size`, or
/// missing after a restore. A new slot exists by then, so whatever the repair emits, and whatever
/// is committed beside it, is published, but for what the repair itself has overtaken. The service
/// says again all that may have been lost: the api TaskRequested for unfinished requests, the
/// executor TaskRestored for its runs.
///
/// A repair that throws, or is cut off by a crash, is called again from the start before anything
/// else is published; so it must be harmless to repeat.
@FunctionalInterface
public interface LostSlotRepair {

  /// Emits again what may have been lost.
  ///
  /// @param reason what happened to the slot, for the log
  /// @return the WAL position before which nothing is published, because what the repair said holds
  ///   all of it; empty to publish everything since the new slot was made
  Optional<String> repair(String reason) throws Exception;
}
