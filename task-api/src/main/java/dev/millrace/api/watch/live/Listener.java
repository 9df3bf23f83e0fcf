package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;

/// Gets facts as they happen. All calls come one at a time, and must return at once.
public interface Listener {

  EventFilter filter();

  /// Whether hearing a fact takes its status, beside what the filter asks for.
  default boolean looksInside() {
    return false;
  }

  /// A fact that the filter admits.
  ///
  /// @param position in the log behind it, as text
  /// @return whether more is wanted; who wants no more is forgotten
  boolean hear(LogEntry entry, String position);

  /// From now on facts are heard as they happen.
  ///
  /// @param newest the sequence of the newest fact that was passed on before of the one task that
  ///   the filter names, or -1
  default void joined(String position, long newest) {}

  /// Time has passed; all facts before this position were heard.
  ///
  /// @return as [#hear]
  default boolean beat(String position) {
    return true;
  }

  /// Facts may have been missed: come again, and say where you were.
  default void cutOff() {}
}
