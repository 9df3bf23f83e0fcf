package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.SeenSequences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/// The newest facts of the log, so that a stream that was broken off a moment ago goes on without
/// anything being read again. Bounded by number and by memory. A second copy of a fact is dropped.
///
/// Not safe for threads, but for [#newest].
final class ReplayBuffer {

  private static final int MOST_ENTRIES = 8_192;
  private static final long MOST_BYTES = 16L << 20;

  private final int mostEntries;
  private final long mostBytes;
  private final SeenSequences seen = new SeenSequences();
  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private long bytes;
  private LogPosition start;
  private LogPosition end;

  /// An empty one.
  ///
  /// @param start the position of the first fact that will be added
  ReplayBuffer(LogPosition start) {
    this(start, MOST_ENTRIES, MOST_BYTES);
  }

  ReplayBuffer(LogPosition start, int mostEntries, long mostBytes) {
    this.start = start;
    this.end = start;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  /// Adds the next fact of the log.
  ///
  /// @return false where it is a second copy
  boolean add(LogEntry entry) {
    if (!seen.isNew(entry.task(), entry.sequence())) {
      return false;
    }
    entries.addLast(entry);
    bytes += entry.size();
    end = end.after(entry.partition(), entry.offset());
    while (entries.size() > mostEntries || bytes > mostBytes) {
      LogEntry oldest = entries.removeFirst();
      bytes -= oldest.size();
      start = start.after(oldest.partition(), oldest.offset());
    }
    return true;
  }

  /// Takes note that everything before this position was added, or is nothing to keep.
  void passed(LogPosition position) {
    end = position;
  }

  /// Whether all that is new since a position is here.
  boolean reaches(LogPosition position) {
    return position.isAtOrAfter(start);
  }

  /// Behind the newest fact.
  LogPosition end() {
    return end;
  }

  /// The facts since a position, in order.
  List<LogEntry> since(LogPosition position) {
    return entries.stream()
        .filter(entry -> entry.offset() >= position.next(entry.partition()))
        .toList();
  }

  /// The sequence of the newest fact of a task that was added lately, or -1.
  long newest(UUID task) {
    return seen.newest(task);
  }
}
