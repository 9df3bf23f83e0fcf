package dev.millrace.outbox.relay.slot;

import dev.millrace.outbox.relay.slot.SlotCondition.SlotState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that there is a slot to read from, and that nothing went by while there was none.
///
/// A lost slot is made good in this order: note that a repair is owed; make a new slot, so that
/// everything from here on is captured; let the service say again what may have been lost; leave
/// out what it has overtaken by that; strike the note. A crash anywhere in between leaves the note,
/// and the next relay starts over.
public final class SlotKeeper {

  private static final Logger log = LoggerFactory.getLogger(SlotKeeper.class);

  private final RelayLock lock;
  private final PostgresSlot slot;
  private final LostSlotRepair repair;

  public SlotKeeper(RelayLock lock, PostgresSlot slot, LostSlotRepair repair) {
    this.lock = lock;
    this.slot = slot;
    this.repair = repair;
  }

  /// Returns once there is a slot from which nothing is missing.
  public void ensure() throws Exception {
    lock.inSession(connection -> {
      slot.requireOwn(connection);
      slot.prepare(connection);
      slot.cutOffReader(connection);
      return null;
    });
    switch (judge()) {
      case SlotCondition.Intact _ -> {}
      case SlotCondition.FirstStart _ -> firstStart();
      case SlotCondition.Lost(String reason) -> makeGood(reason);
    }
  }

  /// Looks after the slot while it is read.
  ///
  /// @return how it stands, or null as long as no reader is attached to it
  /// @throws IllegalStateException if it was lost; whoever reads it or is making it anew is cut off
  ///   then
  public @Nullable SlotState watch() throws SQLException {
    return lock.inSession(connection -> {
      SlotState state = slot.state(connection);
      if (SlotCondition.of(slot.marker(connection), state)
          instanceof SlotCondition.Lost(String reason)) {
        slot.cutOffReader(connection);
        throw lost(reason);
      }
      return state == null || !state.read() ? null : state;
    });
  }

  private static IllegalStateException lost(String reason) {
    return new IllegalStateException("the slot was lost: " + reason);
  }

  /// Whether the slot is the one that was left.
  public SlotCondition judge() throws SQLException {
    return lock.inSession(this::judge);
  }

  private SlotCondition judge(Connection connection) throws SQLException {
    return SlotCondition.of(slot.marker(connection), slot.state(connection));
  }

  /// To be called before the slot advances, never after.
  ///
  /// The order proves it: a slot made anew before the second step stands above the old ceiling, one
  /// made anew later above the new one. Either is found out.
  public void beforeConfirmation() throws SQLException {
    lock.inSession(connection -> {
      String ceiling = slot.endOfWal(connection);
      if (judge(connection) instanceof SlotCondition.Lost(String reason)) {
        throw lost(reason);
      }
      slot.raiseCeiling(connection, ceiling);
      return null;
    });
  }

  public void heartbeat() throws SQLException {
    lock.inSession(connection -> {
      slot.heartbeat(connection);
      return null;
    });
  }

  private void firstStart() throws SQLException {
    lock.inSessionForLong(connection -> {
      if (slot.state(connection) == null) {
        slot.create(connection);
      }
      slot.mark(connection);
      return null;
    });
  }

  private void makeGood(String reason) throws Exception {
    log.error("Facts may have been lost: {}. A new slot is made and the repair runs.", reason);
    lock.inSessionForLong(connection -> {
      slot.oweRepair(connection, reason);
      recreate(connection);
      return null;
    });
    Optional<String> from = repair.repair(reason);
    lock.inSessionForLong(connection -> {
      if (from.isPresent()) {
        slot.advance(connection, from.get());
        slot.markAnew(connection);
      }
      slot.repaired(connection);
      return null;
    });
    log.warn("The repair of the lost slot is done.");
  }

  private void recreate(Connection connection) throws SQLException {
    slot.drop(connection);
    slot.create(connection);
    slot.markAnew(connection);
  }
}
