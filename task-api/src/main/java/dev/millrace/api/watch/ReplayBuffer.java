package dev.millrace.api.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The newest facts of the log, so that a stream that was broken off a moment ago goes on without
/// anything being read again. Bounded by number and by memory; facts that came twice are not in it.
final class ReplayBuffer {

  private final int mostEntries;
  private final long mostBytes;
  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private long bytes;
  private LogPosition start;
  private LogPosition end;

  ReplayBuffer(LogPosition start, int mostEntries, long mostBytes) {
    this.start = start;
    this.end = start;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  void add(LogEntry entry) {
    entries.addLast(entry);
    bytes += entry.size();
    end = end.after(entry.partition(), entry.offset());
    while (entries.size() > mostEntries || bytes > mostBytes) {
      LogEntry oldest = entries.removeFirst();
      bytes -= oldest.size();
      start = start.after(oldest.partition(), oldest.offset());
    }
  }

  /// Takes note that everything before this place was added, or is nothing to remember.
  void passed(LogPosition position) {
    end = position;
  }

  /// Whether all that is new since a place is here.
  boolean reaches(LogPosition from) {
    return from.isAtOrAfter(start);
  }

  /// Behind the newest fact.
  LogPosition end() {
    return end;
  }

  /// The facts since a place, in order.
  List<LogEntry> since(LogPosition from) {
    List<LogEntry> found = new ArrayList<>();
    for (LogEntry entry : entries) {
      if (entry.offset() >= from.next(entry.partition())) {
        found.add(entry);
      }
    }
    return found;
  }
}
