package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import java.util.List;

/// What came of it when a listener asked the [Fanout] to join at a position.
public sealed interface Joining {

  /// From now on the listener hears facts as they happen.
  record Joined() implements Joining {}

  /// These come first: pass them to the listener, and ask again at the position behind them.
  ///
  /// @param from the position that was asked for, over all partitions that there are now
  /// @param entries in order
  record Missed(LogPosition from, List<LogEntry> entries) implements Joining {}

  /// The position is not remembered any more: read the log up to a later one.
  record TooEarly() implements Joining {}

  /// The position has not been passed on yet, or nothing is live: ask again soon.
  record TooLate() implements Joining {}
}
