package dev.millrace.api.watch;

import dev.millrace.events.task.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what it hears, as `<number of the task>:<sequence>`. It has enough after so many facts, if
/// the test says so; or its client reads too slowly then.
final class Hearing implements Resumable {

  private final EventFilter filter;
  private final UserId user;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<LogPosition> positions = new CopyOnWriteArrayList<>();
  private int enough = Integer.MAX_VALUE;
  private volatile int full = Integer.MAX_VALUE;
  private int closing = Integer.MAX_VALUE;
  private volatile boolean cutOff;
  private Runnable resting = () -> {};
  private volatile Runnable drained = () -> {};

  private Hearing(EventFilter filter, UserId user) {
    this.filter = filter;
    this.user = user;
  }

  static Hearing of(EventFilter filter) {
    return new Hearing(filter, Entries.ALICE);
  }

  /// Hears of alice's tasks.
  static Hearing ofAlice() {
    return of(Filters.ofAlice());
  }

  /// Hears of everybody's tasks.
  static Hearing ofEverybody() {
    return of(Filters.ofEverybody());
  }

  /// Hears of one task.
  static Hearing ofTask(int number) {
    return of(new EventFilter.OneTask(Entries.task(number)));
  }

  Hearing by(UserId user) {
    return new Hearing(filter, user);
  }

  Hearing enoughAfter(int facts) {
    enough = facts;
    return this;
  }

  Hearing fullAfter(int facts) {
    full = facts;
    return this;
  }

  Hearing closedAfter(int facts) {
    closing = facts;
    return this;
  }

  /// Runs this when it takes a rest.
  Hearing onRest(Runnable action) {
    resting = action;
    return this;
  }

  /// The client has read all.
  void drain() {
    full = Integer.MAX_VALUE;
    drained.run();
  }

  List<String> heard() {
    return heard;
  }

  List<LogPosition> positions() {
    return positions;
  }

  boolean isCutOff() {
    return cutOff;
  }

  @Override
  public EventFilter filter() {
    return filter;
  }

  @Override
  public UserId user() {
    return user;
  }

  @Override
  public boolean hear(LogEntry entry, String position) {
    heard.add(entry.task().getLeastSignificantBits() + ":" + entry.sequence());
    positions.add(LogPosition.decode(position));
    return heard.size() < enough;
  }

  @Override
  public void cutOff() {
    cutOff = true;
  }

  @Override
  public boolean isClosed() {
    return heard.size() >= closing;
  }

  @Override
  public boolean isFilling() {
    return heard.size() >= full;
  }

  @Override
  public void whenDrained(Runnable action) {
    drained = action;
    resting.run();
  }
}
