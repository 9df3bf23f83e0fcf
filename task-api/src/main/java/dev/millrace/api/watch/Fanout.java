package dev.millrace.api.watch;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Passes each fact on to those who want it.
///
/// It is live from [#begin] to [#end]: it knows a place in the log, and everything up to there was
/// passed on. Who joins gets everything from their place on, with nothing left out and nothing
/// twice, because joining and passing on exclude each other. Facts that came twice are dropped.
/// Whatever takes time over a fact, its parsing above all, is done before that, outside the lock.
final class Fanout {

  private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
  private static final int TAIL_ENTRIES = 8_192;
  private static final long TAIL_BYTES = 16L << 20;

  private final TaskOrigins origins;
  private final Audience joined = new Audience();
  private final Set<Listener> waiting = new LinkedHashSet<>();

  /// Of what is passed on; null while nothing is. Every read of a task asks it, without the lock.
  private volatile @Nullable SeenSequences sequences;

  private @Nullable ReplayBuffer tail;
  private boolean live;
  private int interested;

  Fanout(TaskOrigins origins) {
    this.origins = origins;
  }

  /// What became of a wish to join.
  enum Joining {
    JOINED,
    /// The place is not remembered any more: read the log up to a later one.
    TOO_EARLY,
    /// The place has not been passed on yet, or nothing is live: try again soon.
    TOO_LATE
  }

  /// Counts somebody in, so that the log is read.
  synchronized void enter() {
    interested++;
    notifyAll();
  }

  /// Forgets somebody who was counted in.
  synchronized void leave(Listener listener) {
    interested--;
    waiting.remove(listener);
    joined.remove(listener);
  }

  /// Whether somebody is counted in.
  synchronized boolean isWanted() {
    return interested > 0;
  }

  /// Waits until somebody is counted in; at most so long, and now and then for less.
  @SuppressWarnings("WaitNotInLoop") // The caller's loop looks at what has become true.
  synchronized void awaitInterest(Duration atMost) throws InterruptedException {
    if (interested == 0) {
      wait(atMost.toMillis());
    }
  }

  /// From here on facts are passed on. The one who reads says where: some way before the end of the
  /// log, so that those who come back find where they were, and second copies are recognised.
  synchronized void begin(LogPosition start) {
    tail = new ReplayBuffer(start, TAIL_ENTRIES, TAIL_BYTES);
    sequences = new SeenSequences();
  }

  /// What was old at the begin has been passed on: who waited to hear what is new joins now.
  synchronized void welcome() {
    live = true;
    List<Listener> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(this::joinNow);
    notifyAll();
  }

  /// Ends if nobody listens.
  synchronized boolean endUnwanted() {
    if (interested == 0) {
      end();
    }
    return interested == 0;
  }

  /// Nothing is passed on any more. Who has joined may miss something, and is cut off.
  synchronized void end() {
    tail = null;
    sequences = null;
    live = false;
    joined.removeAll().forEach(Listener::cutOff);
    notifyAll();
  }

  /// Joins at whatever place the log is read then.
  synchronized void joinSoon(Listener listener) {
    if (live) {
      joinNow(listener);
    } else {
      waiting.add(listener);
    }
  }

  /// Joins at a place: what is remembered since then is heard at once.
  ///
  /// @throws DataAccessException when it cannot be told whose tasks those facts are about
  Joining join(Listener listener, LogPosition from) {
    List<LogEntry> missed = since(from);
    if (listener.interest() instanceof EventFilter.TasksOf) {
      origins.resolve(missed);
    }
    missed.stream().filter(listener.interest()::admits).forEach(LogEntry::body);
    return joinResolved(listener, from);
  }

  private synchronized Joining joinResolved(Listener listener, LogPosition asked) {
    ReplayBuffer known = tail;
    if (known == null || !known.end().isAtOrAfter(asked)) {
      return Joining.TOO_LATE;
    }
    LogPosition place = asked.over(known.end().partitions());
    if (!known.reaches(place)) {
      return Joining.TOO_EARLY;
    }
    List<LogEntry> missed = known.since(place);
    if (listener.interest() instanceof EventFilter.TasksOf
        && !missed.stream().allMatch(LogEntry::asked)) {
      return Joining.TOO_LATE;
    }
    for (LogEntry entry : missed) {
      place = place.after(entry.partition(), entry.offset());
      // Parsed before the lock was taken, but for those that came in between.
      if (listener.interest().admits(entry) && !listener.hear(entry, place.encode())) {
        return Joining.JOINED;
      }
    }
    joinNow(listener);
    return Joining.JOINED;
  }

  /// Waits until something was passed on; at most so long, and now and then for less.
  @SuppressWarnings("WaitNotInLoop") // The caller's loop looks at what has become true.
  synchronized void awaitNews(Duration atMost) throws InterruptedException {
    wait(atMost.toMillis());
  }

  /// Passes on what was read.
  ///
  /// @param entries in order; only facts
  /// @param after the place behind all that was read, what is no fact included
  void publish(List<LogEntry> entries, LogPosition after) {
    do {
      lookInto(entries);
    } while (!passOn(entries, after));
  }

  /// Works out what those who have joined need of these.
  private void lookInto(List<LogEntry> entries) {
    if (hasStreamsOfMany()) {
      resolve(entries);
    }
    toLookInto(entries).forEach(LogEntry::status);
  }

  private synchronized boolean hasStreamsOfMany() {
    return joined.hasStreamsOfMany();
  }

  private synchronized List<LogEntry> toLookInto(List<LogEntry> entries) {
    return entries.stream().filter(joined::looksInside).toList();
  }

  /// False when it must be known first whose tasks these are.
  private synchronized boolean passOn(List<LogEntry> entries, LogPosition after) {
    if (joined.hasStreamsOfMany() && !entries.stream().allMatch(LogEntry::asked)) {
      return false;
    }
    ReplayBuffer into = tail;
    SeenSequences known = sequences;
    if (into != null && known != null) {
      for (LogEntry entry : entries) {
        if (known.isNew(entry.task(), entry.sequence())) {
          into.add(entry);
          tell(entry, into.end());
        }
      }
      into.passed(after);
      notifyAll();
    }
    return true;
  }

  /// The sequence of the newest fact of a task that was passed on lately, or -1.
  long newest(UUID task) {
    SeenSequences known = sequences;
    return known == null ? -1 : known.newest(task);
  }

  /// Tells some of those who have joined that time passes. Who was gone before joining is
  /// forgotten.
  ///
  /// @param which of them
  void beat(Predicate<Listener> which) {
    synchronized (this) {
      if (tail == null) {
        return;
      }
      String position = tail.end().encode();
      List<Listener> done =
          joined.all().stream().filter(each -> which.test(each) && !each.beat(position)).toList();
      done.forEach(joined::remove);
    }
  }

  /// How many have joined.
  synchronized int joined() {
    return joined.all().size();
  }

  private synchronized List<LogEntry> since(LogPosition from) {
    ReplayBuffer known = tail;
    if (known == null || !known.end().isAtOrAfter(from)) {
      return List.of();
    }
    LogPosition place = from.over(known.end().partitions());
    return known.reaches(place) ? known.since(place) : List.of();
  }

  /// Streams of many tasks cannot be served without the database. They are cut off, and resume
  /// where they were when it is back; the streams of one task go on.
  private void resolve(List<LogEntry> entries) {
    try {
      origins.resolve(entries);
    } catch (DataAccessException e) {
      LOG.warn("Streams of many tasks are cut off: {}", e.toString());
      synchronized (this) {
        joined.removeStreamsOfMany().forEach(Listener::cutOff);
      }
    }
  }

  private void tell(LogEntry entry, LogPosition place) {
    List<Listener> listeners = joined.of(entry);
    if (listeners.isEmpty()) {
      return;
    }
    String position = place.encode();
    listeners.stream()
        .filter(listener -> !listener.hear(entry, position))
        .toList()
        .forEach(joined::remove);
  }

  private void joinNow(Listener listener) {
    ReplayBuffer live = tail;
    if (live == null) {
      return;
    }
    joined.add(listener);
    long newest = listener.interest() instanceof EventFilter.OneTask(UUID task) ? newest(task) : -1;
    listener.joined(live.end().encode(), newest);
  }
}
