package dev.millrace.api.watch.live;

import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.api.watch.log.TaskOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Passes each fact on to those who want it.
///
/// It is live from [#begin] to [#end]: it knows a position in the log, and everything up to there
/// was passed on. Who joins gets everything from their position on, with nothing left out and
/// nothing twice, because joining and passing on exclude each other. Whatever takes time over facts
/// is done before, outside the lock: the reader finds out whose tasks they are about, and they are
/// parsed.
public final class Fanout {

  private final Subscribers subscribers = new Subscribers();

  /// Null while nothing is passed on. Every read of a task asks it, without the lock.
  private volatile @Nullable ReplayBuffer replay;

  private boolean live;

  /// Facts are about to be passed on without the origins of their tasks.
  private boolean originsAreLeftOut;

  private long rounds;

  /// Counts a listener in, so that the log is read.
  public synchronized void enter() {
    subscribers.enter();
    notifyAll();
  }

  /// Forgets a listener that was counted in.
  public synchronized void leave(Listener listener) {
    subscribers.leave(listener);
  }

  /// Whether a listener is counted in.
  synchronized boolean isWanted() {
    return subscribers.areThere();
  }

  /// Waits until a listener is counted in, at most so long.
  synchronized void awaitInterest(Duration atMost) throws InterruptedException {
    await(subscribers::areThere, atMost);
  }

  /// From here on facts are passed on. The one who reads says where: some way before the end of the
  /// log, so that those who come back find where they were, and second copies are recognised.
  synchronized void begin(LogPosition start) {
    replay = new ReplayBuffer(start);
  }

  /// What was old at the begin has been passed on: who waited to hear what is new joins now.
  synchronized void welcome() {
    live = true;
    endRound();
  }

  /// Ends if nobody listens.
  synchronized boolean endUnwanted() {
    if (subscribers.areThere()) {
      return false;
    }
    end();
    return true;
  }

  /// Nothing is passed on any more. Who has joined may miss something, and is cut off.
  synchronized void end() {
    replay = null;
    live = false;
    subscribers.takeJoined().forEach(Listener::cutOff);
    endRound();
  }

  /// Joins at whatever position the log is read then.
  public synchronized void joinSoon(Listener listener) {
    if (!live || !joinNow(listener)) {
      subscribers.await(listener);
    }
  }

  /// Joins at a position, if nothing was missed since.
  public synchronized Joining join(Listener listener, LogPosition position) {
    ReplayBuffer known = replay;
    if (known == null || !known.end().isAtOrAfter(position)) {
      return new Joining.TooLate();
    }
    LogPosition from = position.over(known.end().partitions());
    if (!known.reaches(from)) {
      return new Joining.TooEarly();
    }
    List<LogEntry> missed = known.since(from);
    if (!missed.isEmpty()) {
      return new Joining.Missed(from, missed);
    }
    return joinNow(listener) ? new Joining.Joined() : new Joining.TooLate();
  }

  /// Waits until something was passed on, at most so long.
  public synchronized void awaitNews(Duration atMost) throws InterruptedException {
    long now = rounds;
    await(() -> rounds != now, atMost);
  }

  /// Asked before facts are passed on: whether the origins of their tasks are needed. If not, no
  /// listener that needs them joins until the facts were passed on.
  synchronized boolean needsOrigins() {
    originsAreLeftOut = !subscribers.needOrigins();
    return !originsAreLeftOut;
  }

  /// The origins cannot be found out: streams of many tasks are cut off, and resume where they were
  /// when they can; the streams of one task go on.
  synchronized void leaveOriginsOut() {
    subscribers.takeOfManyTasks().forEach(Listener::cutOff);
    originsAreLeftOut = true;
  }

  /// Passes on what was read.
  ///
  /// @param entries in order; only facts
  /// @param origins of their tasks, if [#needsOrigins]
  /// @param end the position behind all that was read, what is no fact included
  void publish(List<LogEntry> entries, Map<UUID, TaskOrigin> origins, LogPosition end) {
    toLookInto(entries, origins).forEach(LogEntry::status);
    passOn(entries, origins, end);
  }

  private synchronized List<LogEntry> toLookInto(
      List<LogEntry> entries, Map<UUID, TaskOrigin> origins) {
    return entries.stream()
        .filter(entry -> subscribers.lookInside(entry, origins.get(entry.task())))
        .toList();
  }

  private synchronized void passOn(
      List<LogEntry> entries, Map<UUID, TaskOrigin> origins, LogPosition end) {
    ReplayBuffer into = replay;
    if (into != null) {
      for (LogEntry entry : entries) {
        if (into.add(entry)) {
          send(entry, origins.get(entry.task()), into.end());
        }
      }
      into.passed(end);
    }
    endRound();
  }

  private void send(LogEntry entry, @Nullable TaskOrigin origin, LogPosition end) {
    List<Listener> listeners = subscribers.of(entry, origin);
    if (!listeners.isEmpty()) {
      String position = end.encode();
      listeners.stream()
          .filter(listener -> !listener.hear(entry, position))
          .toList()
          .forEach(subscribers::remove);
    }
  }

  /// The sequence of the newest fact of a task that was passed on lately, or -1.
  long newest(UUID task) {
    ReplayBuffer known = replay;
    return known == null ? -1 : known.newest(task);
  }

  /// Tells some of those who have joined that time passes. Who was gone before joining is
  /// forgotten.
  ///
  /// @param which of them
  public synchronized void beat(Predicate<Listener> which) {
    ReplayBuffer known = replay;
    if (known != null) {
      String position = known.end().encode();
      subscribers.joined().stream()
          .filter(each -> which.test(each) && !each.beat(position))
          .toList()
          .forEach(subscribers::remove);
    }
  }

  /// How many have joined.
  synchronized int joined() {
    return subscribers.joined().size();
  }

  /// False when the listener has to wait until the facts that are about to come were passed on.
  private boolean joinNow(Listener listener) {
    ReplayBuffer known = replay;
    if (known == null || (originsAreLeftOut && listener.filter().needsOrigins())) {
      return false;
    }
    subscribers.join(listener);
    long newest = listener.filter() instanceof EventFilter.OneTask(UUID task) ? newest(task) : -1;
    listener.joined(known.end().encode(), newest);
    return true;
  }

  private void endRound() {
    originsAreLeftOut = false;
    if (live) {
      subscribers.takeWaiting().forEach(this::joinSoon);
    }
    rounds++;
    notifyAll();
  }

  private void await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis();
        left > 0 && !condition.getAsBoolean();
        left = Duration.ofNanos(until - System.nanoTime()).toMillis()) {
      wait(left);
    }
  }
}
