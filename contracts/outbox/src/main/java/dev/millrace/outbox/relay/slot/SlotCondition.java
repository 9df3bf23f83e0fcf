package dev.millrace.outbox.relay.slot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a replication slot still stands where the relays before this one left it.
///
/// The proof is the ceiling: before a relay lets the slot advance, it writes down a WAL position
/// that the slot cannot pass by that. A slot that stands above the ceiling is another slot of the
/// same name, and whatever was committed in between was never read.
public sealed interface SlotCondition {

  /// No relay was ever at work here, so nothing can be lost.
  record FirstStart() implements SlotCondition {}

  /// Everything that was not published is still to be read.
  record Intact() implements SlotCondition {}

  /// Commits may have gone by unread.
  record Lost(String reason) implements SlotCondition {}

  /// Judges a slot by what was written down about it.
  static SlotCondition of(@Nullable SlotMarker marker, @Nullable SlotState slot) {
    if (marker == null) {
      return new FirstStart();
    }
    if (marker.unrepaired() != null) {
      return new Lost(marker.unrepaired());
    }
    if (slot == null) {
      return new Lost("the slot is missing");
    }
    if (slot.invalidated()) {
      return new Lost("the server has invalidated the slot");
    }
    if (slot.unfinished()) {
      return new Lost("somebody else is making the slot anew");
    }
    if (slot.confirmed() > marker.ceiling()) {
      return new Lost(
          String.format(
              Locale.ROOT,
              "the slot stands at %X, beyond %X, where it was left: it was made anew",
              slot.confirmed(),
              marker.ceiling()));
    }
    return new Intact();
  }

  /// What `pg_replication_slots` says.
  ///
  /// @param confirmed the WAL position up to which everything is published
  /// @param unfinished whether it is still being made, so that it cannot be one that was left; a
  ///   reader that finds no slot makes one, and may wait for other transactions over it for long
  /// @param invalidated whether the server has thrown away WAL that the slot needs
  /// @param unconfirmedBytes WAL written since `confirmed`
  /// @param read whether a reader is attached
  record SlotState(
      long confirmed,
      boolean unfinished,
      boolean invalidated,
      long unconfirmedBytes,
      boolean read) {}

  /// What the relays themselves wrote down.
  ///
  /// @param ceiling a WAL position that the slot has not passed
  /// @param unrepaired why a repair is owed, or null when none is
  record SlotMarker(long ceiling, @Nullable String unrepaired) {}
}
