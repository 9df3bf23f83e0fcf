package dev.millrace.api.watch;

/// Somebody who hears facts. All calls come one at a time, and must return at once.
interface Listener {

  EventFilter interest();

  /// Whether hearing a fact takes its status, beside what the interest asks for.
  default boolean looksInside() {
    return false;
  }

  /// A fact that the interest admits.
  ///
  /// @param position the place behind it, as text
  /// @return whether more is wanted; who wants no more is forgotten
  boolean hear(LogEntry entry, String position);

  /// From now on facts are heard as they happen.
  ///
  /// @param newest the sequence of the newest fact of the task of interest that was told before, or
  ///   -1
  default void joined(String position, long newest) {}

  /// Time has passed; all facts before this place were heard.
  ///
  /// @return as [#hear]
  default boolean beat(String position) {
    return true;
  }

  /// Facts may have been missed: come again, and say where you were.
  default void cutOff() {}
}
