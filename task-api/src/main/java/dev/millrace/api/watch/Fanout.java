package dev.millrace.api.watch;

import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
final class Fanout {

  private static final Logger LOG = LoggerFactory.getLogger(Fanout.class);
  private static final int TAIL_ENTRIES = 8_192;
  private static final long TAIL_BYTES = 16L << 20;

  private final TaskOrigins origins;
  private final Map<UUID, Set<Listener>> byTask = new HashMap<>();
  private final Map<@Nullable UserId, Set<Listener>> byUser = new HashMap<>();
  private final Set<Listener> waiting = new LinkedHashSet<>();
  private Sequences sequences = new Sequences();
  private @Nullable Tail tail;
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
    forget(listener);
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
    tail = new Tail(start, TAIL_ENTRIES, TAIL_BYTES);
    sequences = new Sequences();
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
    live = false;
    List<Listener> all = all();
    byTask.clear();
    byUser.clear();
    all.forEach(Listener::cutOff);
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
    if (listener.interest() instanceof Interest.TasksOf) {
      origins.resolve(since(from));
    }
    return joinResolved(listener, from);
  }

  private synchronized Joining joinResolved(Listener listener, LogPosition asked) {
    Tail known = tail;
    if (known == null || !known.end().isAtOrAfter(asked)) {
      return Joining.TOO_LATE;
    }
    LogPosition place = asked.over(known.end().partitions());
    if (!known.reaches(place)) {
      return Joining.TOO_EARLY;
    }
    List<LogEntry> missed = known.since(place);
    if (listener.interest() instanceof Interest.TasksOf
        && !missed.stream().allMatch(LogEntry::asked)) {
      return Joining.TOO_LATE;
    }
    for (LogEntry entry : missed) {
      place = place.after(entry.partition(), entry.offset());
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
    while (!passOn(entries, after)) {
      resolve(entries);
    }
  }

  /// False when it must be known first whose tasks these are.
  private synchronized boolean passOn(List<LogEntry> entries, LogPosition after) {
    if (!byUser.isEmpty() && !entries.stream().allMatch(LogEntry::asked)) {
      return false;
    }
    Tail into = tail;
    if (into != null) {
      for (LogEntry entry : entries) {
        if (sequences.isNew(entry.task(), entry.sequence())) {
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
  synchronized long newest(UUID task) {
    return tail == null ? -1 : sequences.newest(task);
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
          all().stream().filter(each -> which.test(each) && !each.beat(position)).toList();
      done.forEach(this::forget);
    }
  }

  /// How many have joined.
  synchronized int joined() {
    return all().size();
  }

  private List<Listener> all() {
    List<Listener> all = new ArrayList<>();
    byTask.values().forEach(all::addAll);
    byUser.values().forEach(all::addAll);
    return all;
  }

  private synchronized List<LogEntry> since(LogPosition from) {
    Tail known = tail;
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
        List<Listener> all = byUser.values().stream().flatMap(Set::stream).toList();
        byUser.clear();
        all.forEach(Listener::cutOff);
      }
    }
  }

  private void tell(LogEntry entry, LogPosition place) {
    Set<Listener> ofTask = byTask.get(entry.task());
    TaskOrigin origin = entry.origin();
    Set<Listener> ofUser = origin == null ? null : byUser.get(origin.user());
    Set<Listener> ofAll = origin == null ? null : byUser.get(null);
    if (ofTask == null && ofUser == null && ofAll == null) {
      return;
    }
    String position = place.encode();
    List<Listener> done = new ArrayList<>();
    for (Set<Listener> set : Arrays.asList(ofTask, ofUser, ofAll)) {
      if (set != null) {
        for (Listener listener : set) {
          if (listener.interest().admits(entry) && !listener.hear(entry, position)) {
            done.add(listener);
          }
        }
      }
    }
    done.forEach(this::forget);
  }

  private void joinNow(Listener listener) {
    Tail live = tail;
    if (live == null) {
      return;
    }
    switch (listener.interest()) {
      case Interest.OneTask(UUID task) -> {
        byTask.computeIfAbsent(task, _ -> new LinkedHashSet<>()).add(listener);
        listener.joined(live.end().encode(), sequences.newest(task));
      }
      case Interest.TasksOf tasks -> {
        byUser.computeIfAbsent(tasks.user(), _ -> new LinkedHashSet<>()).add(listener);
        listener.joined(live.end().encode(), -1);
      }
    }
  }

  private void forget(Listener listener) {
    switch (listener.interest()) {
      case Interest.OneTask(UUID task) -> forget(byTask, task, listener);
      case Interest.TasksOf tasks -> forget(byUser, tasks.user(), listener);
    }
  }

  private static <K extends @Nullable Object> void forget(
      Map<K, Set<Listener>> from, K key, Listener listener) {
    from.computeIfPresent(key, (_, set) -> set.remove(listener) && set.isEmpty() ? null : set);
  }
}
