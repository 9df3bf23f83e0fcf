package dev.millrace.api.query;

import java.util.UUID;
import java.util.function.LongConsumer;

/// What the log says about tasks at this moment, which the projection may not have folded yet.
public interface TaskNews {

  /// The sequence of the newest fact of a task that was told lately, or -1 where none was.
  long newest(UUID task);

  /// Tells of each new fact of a task, until the subscription is closed.
  ///
  /// @param heard takes the sequence of a fact, first of all what [#newest] knows once news are
  ///   read; it is called by the one who reads them for all, and must return at once
  Subscription subscribe(UUID task, LongConsumer heard);

  /// An interest in a task.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
