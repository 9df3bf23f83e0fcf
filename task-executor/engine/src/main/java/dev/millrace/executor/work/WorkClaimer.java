package dev.millrace.executor.work;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.attempt.EarlyStarts;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.observe.EngineMeters;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.WorkItem;
import dev.millrace.executor.store.rows.SortedItems;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes tasks of one type into this executor: claims them in the run store, then starts them; or
/// lets them wait in the room.
final class WorkClaimer {

  private static final Logger LOG = LoggerFactory.getLogger(WorkClaimer.class);
  private static final int LARGEST_POLL = 500;
  private static final int SMALLEST_POLL = 16;

  private final TaskHandler<?, ?> handler;
  private final RunStore store;
  private final AttemptRunner runner;
  private final Permits permits;
  private final FleetLimit fleet;
  private final TypeRoom room;
  private final EngineMeters meters;
  private final Refusals refusals;

  WorkClaimer(
      TaskHandler<?, ?> handler,
      RunStore store,
      AttemptRunner runner,
      Permits permits,
      FleetLimit fleet,
      TypeRoom room,
      EngineMeters meters) {
    this.handler = handler;
    this.store = store;
    this.runner = runner;
    this.permits = permits;
    this.fleet = fleet;
    this.room = room;
    this.meters = meters;
    this.refusals = new Refusals(store, meters);
  }

  TaskType type() {
    return handler.type();
  }

  Permits permits() {
    return permits;
  }

  TypeRoom room() {
    return room;
  }

  /// Records that one poll brings at most: more than may run at once where that is little, since
  /// the log has to move on.
  int pollSize() {
    return Math.clamp(4L * permits.limit(), SMALLEST_POLL, LARGEST_POLL);
  }

  /// What became of items: what to start, what not even an end can be written of, and what found no
  /// room in the fleet.
  record Claims(List<TaskClaim> claimed, List<WorkItem> impossible, List<WorkItem> left) {}

  /// Claims items in one transaction.
  ///
  /// What no claim can store ends as failed here. An item that the database refuses for what it is
  /// must not hold up the others, so after such a refusal each goes alone.
  ///
  /// @throws RuntimeException when the failure lies in no item, as while the database is away:
  ///   trying again is right
  Claims claim(List<WorkItem> items) {
    List<WorkItem> impossible = new ArrayList<>();
    List<WorkItem> possible = refusals.screen(items, impossible);
    Claims claims;
    try {
      claims = meters.timed("claim", () -> fleetClaim(possible));
    } catch (RuntimeException e) {
      Refusals.throwUnlessData(e);
      LOG.warn("A batch of {} is claimed one by one: {}", possible.size(), e.toString());
      claims = claimEach(possible, impossible);
    }
    meters.claimed(claims.claimed().size(), possible.size() - claims.left().size());
    return new Claims(claims.claimed(), impossible, claims.left());
  }

  /// Starts new tasks before they are claimed, where nothing speaks against it.
  ///
  /// @param impossible takes what not even an end can be written of
  EarlyStarts startEarly(List<WorkItem> items, List<WorkItem> impossible) {
    List<WorkItem> possible = refusals.screen(items, impossible);
    List<WorkItem.Requested> tasks = SortedItems.of(possible).requested();
    tasks.forEach(item -> permits.started(item.task().size()));
    return runner.startEarly(handler, tasks, claim -> permits.ended(claim.task().size()));
  }

  /// Claims what was started early; fails as [#claim] does.
  ///
  /// @param impossible takes what not even an end can be written of
  boolean claim(EarlyStarts starts, List<WorkItem> impossible) {
    List<EarlyStarts.Early> open = starts.unclaimed();
    try {
      int claimed = meters.timed("claim", () -> starts.claim(open));
      meters.claimed(claimed, open.size());
    } catch (RuntimeException e) {
      Refusals.throwUnlessData(e);
      LOG.warn("A batch of {} is claimed one by one: {}", open.size(), e.toString());
      for (EarlyStarts.Early one : open) {
        claimAlone(starts, one, impossible);
      }
    }
    return true;
  }

  private void claimAlone(EarlyStarts starts, EarlyStarts.Early one, List<WorkItem> impossible) {
    try {
      meters.claimed(starts.claimWithoutEnd(one), 1);
    } catch (RuntimeException e) {
      refusals.end(one.item(), e, impossible);
      starts.drop(one);
    }
  }

  private Claims claimEach(List<WorkItem> items, List<WorkItem> impossible) {
    List<TaskClaim> claimed = new ArrayList<>();
    List<WorkItem> left = new ArrayList<>();
    for (WorkItem item : items) {
      try {
        Claims one = fleetClaim(List.of(item));
        claimed.addAll(one.claimed());
        left.addAll(one.left());
      } catch (RuntimeException e) {
        refusals.end(item, e, impossible);
      }
    }
    return new Claims(claimed, impossible, left);
  }

  private Claims fleetClaim(List<WorkItem> items) {
    return fleet.within(
        items.size(),
        fits ->
            new Claims(
                store.claim(items.subList(0, fits)), List.of(), items.subList(fits, items.size())));
  }

  /// Whether new tasks may start before they are claimed: a limit of the fleet counts claims.
  boolean startsEarly() {
    return handler.isPure() && fleet.equals(FleetLimit.NONE);
  }

  /// Lets items wait. What can never be stored ends as failed, as with [#claim].
  ///
  /// @return what not even an end can be written of
  List<WorkItem> park(List<WorkItem> items) {
    List<WorkItem> impossible = new ArrayList<>();
    List<WorkItem> possible = refusals.screen(items, impossible);
    int parked = 0;
    try {
      parked = meters.timed("park", () -> room.park(possible));
    } catch (RuntimeException e) {
      Refusals.throwUnlessData(e);
      LOG.warn("A batch of {} begins to wait one by one: {}", possible.size(), e.toString());
      for (WorkItem item : possible) {
        parked += parkOne(item, impossible);
      }
    }
    meters.parked(parked, possible.size());
    return impossible;
  }

  private int parkOne(WorkItem item, List<WorkItem> impossible) {
    try {
      return room.park(List.of(item));
    } catch (RuntimeException e) {
      refusals.end(item, e, impossible);
      return 0;
    }
  }

  /// Starts as many waiting tasks as there are permits.
  ///
  /// @return whether there were any
  boolean fill() {
    int taken = permits.take(pollSize());
    int used = 0;
    try {
      if (taken > 0) {
        List<TaskClaim> claims =
            meters.timed("start", () -> room.start(taken, permits.memoryLeft()));
        meters.claimed(claims.size(), claims.size());
        start(claims);
        used = claims.size();
      }
    } finally {
      permits.giveBack(taken - used);
    }
    return used > 0;
  }

  /// Ends waiting tasks whose deadline has passed. Their attempts need no permit, since the
  /// deadline stops them before they begin.
  void endLate() {
    room.startLate().forEach(claim -> runner.start(handler, claim, () -> {}));
  }

  /// Takes over what other executors left behind.
  List<TaskClaim> takeOver(int limit) {
    List<TaskClaim> taken =
        meters.timed(
            "take-over", () -> store.takeOver(type(), limit, handler.policy().maxTakeovers()));
    meters.takenOver(taken.size());
    return taken;
  }

  /// Starts tasks, each of which holds one permit until its outcome is written.
  void start(List<TaskClaim> claims) {
    for (TaskClaim claim : claims) {
      int size = claim.task().size();
      permits.started(size);
      runner.start(handler, claim, () -> permits.ended(size));
    }
  }
}
