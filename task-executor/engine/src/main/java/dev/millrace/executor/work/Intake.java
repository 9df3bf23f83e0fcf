package dev.millrace.executor.work;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.AttemptRunner;
import dev.millrace.executor.fleet.FleetLimit;
import dev.millrace.executor.handler.TaskHandler;
import dev.millrace.executor.journal.RunJournal;
import dev.millrace.executor.journal.TaskClaim;
import dev.millrace.executor.journal.WorkItem;
import dev.millrace.executor.observe.EngineMeters;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;

/// Takes tasks of one type into this executor: claims them in the journal, then starts them; or
/// lets them wait in the room.
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int LARGEST_POLL = 500;
  private static final int SMALLEST_POLL = 16;

  private final TaskHandler<?, ?> handler;
  private final RunJournal journal;
  private final AttemptRunner runner;
  private final Permits permits;
  private final FleetLimit fleet;
  private final TypeRoom room;
  private final EngineMeters meters;

  Intake(
      TaskHandler<?, ?> handler,
      RunJournal journal,
      AttemptRunner runner,
      Permits permits,
      FleetLimit fleet,
      TypeRoom room,
      EngineMeters meters) {
    this.handler = handler;
    this.journal = journal;
    this.runner = runner;
    this.permits = permits;
    this.fleet = fleet;
    this.room = room;
    this.meters = meters;
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

  /// What became of items: what to start, what the journal will never take, and what found no room
  /// in the fleet.
  record Claims(List<TaskClaim> claimed, List<WorkItem> impossible, List<WorkItem> left) {}

  /// Claims items in one transaction.
  ///
  /// An item that the database refuses for what it is must not hold up the others, so after such a
  /// refusal each goes alone.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database cannot be reached:
  ///   trying again is right
  Claims claim(List<WorkItem> items) {
    Claims claims;
    try {
      claims = meters.timed("claim", () -> fleetClaim(items));
    } catch (NonTransientDataAccessException e) {
      throwUnlessRefused(items, e);
      claims = claimEach(items);
    }
    int tried = items.size() - claims.left().size() - claims.impossible().size();
    meters.claimed(claims.claimed().size(), tried);
    return claims;
  }

  private Claims claimEach(List<WorkItem> items) {
    List<TaskClaim> claimed = new ArrayList<>();
    List<WorkItem> impossible = new ArrayList<>();
    List<WorkItem> left = new ArrayList<>();
    for (WorkItem item : items) {
      try {
        Claims one = fleetClaim(List.of(item));
        claimed.addAll(one.claimed());
        left.addAll(one.left());
      } catch (NonTransientDataAccessException e) {
        LOG.warn("Task {} cannot be claimed: {}", item.taskId(), e.toString());
        impossible.add(item);
      }
    }
    return new Claims(claimed, impossible, left);
  }

  private Claims fleetClaim(List<WorkItem> items) {
    return fleet.within(
        items.size(),
        fits ->
            new Claims(
                journal.claim(items.subList(0, fits)),
                List.of(),
                items.subList(fits, items.size())));
  }

  /// Lets items wait.
  ///
  /// @return what the journal will never take
  List<WorkItem> park(List<WorkItem> items) {
    List<WorkItem> impossible = new ArrayList<>();
    int parked = 0;
    try {
      parked = meters.timed("park", () -> room.park(items));
    } catch (NonTransientDataAccessException e) {
      throwUnlessRefused(items, e);
      for (WorkItem item : items) {
        parked += parkOne(item, impossible);
      }
    }
    meters.parked(parked, items.size() - impossible.size());
    return impossible;
  }

  private int parkOne(WorkItem item, List<WorkItem> impossible) {
    try {
      return room.park(List.of(item));
    } catch (NonTransientDataAccessException e) {
      LOG.warn("Task {} cannot be held: {}", item.taskId(), e.toString());
      impossible.add(item);
      return 0;
    }
  }

  private static void throwUnlessRefused(
      List<WorkItem> items, NonTransientDataAccessException failure) {
    if (failure instanceof NonTransientDataAccessResourceException) {
      throw failure;
    }
    LOG.warn("A batch of {} is taken one by one: {}", items.size(), failure.toString());
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
            "take-over", () -> journal.takeOver(type(), limit, handler.policy().maxTakeovers()));
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
