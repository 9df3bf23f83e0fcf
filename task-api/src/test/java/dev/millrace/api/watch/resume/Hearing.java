package dev.millrace.api.watch.resume;

import dev.millrace.api.watch.live.EventFilter;
import dev.millrace.api.watch.live.Filters;
import dev.millrace.api.watch.log.Entries;
import dev.millrace.api.watch.log.LogEntry;
import dev.millrace.api.watch.log.LogPosition;
import dev.millrace.events.task.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what it hears, as `<number of the task>:<sequence>`. It has enough after so many facts, if
/// the test says so; or its client reads too slowly then.
public final class Hearing implements Resumable {

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

  public static Hearing of(EventFilter filter) {
    return new Hearing(filter, Entries.ALICE);
  }

  /// Hears of alice's tasks.
  public static Hearing ofAlice() {
    return of(Filters.ofAlice());
  }

  /// Hears of everybody's tasks.
  public static Hearing ofEverybody() {
    return of(Filters.ofEverybody());
  }

  /// Hears of one task.
  public static Hearing ofTask(int number) {
    return of(new EventFilter.OneTask(Entries.task(number)));
  }

  public Hearing by(UserId user) {
    return new Hearing(filter, user);
  }

  public Hearing enoughAfter(int facts) {
    enough = facts;
    return this;
  }

  public Hearing fullAfter(int facts) {
    full = facts;
    return this;
  }

  public Hearing closedAfter(int facts) {
    closing = facts;
    return this;
  }

  /// Runs this when it takes a rest.
  public Hearing onRest(Runnable action) {
    resting = action;
    return this;
  }

  /// The client has read all.
  public void drain() {
    full = Integer.MAX_VALUE;
    drained.run();
  }

  public List<String> heard() {
    return heard;
  }

  public List<LogPosition> positions() {
    return positions;
  }

  public boolean isCutOff() {
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
