package dev.millrace.executor.work;

import dev.millrace.events.task.TaskType;
import dev.millrace.executor.attempt.AttemptRunner;
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

/// Takes tasks of one type into this executor: claims them in the journal, then starts them.
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final int LARGEST_POLL = 500;

  private final TaskHandler<?, ?> handler;
  private final RunJournal journal;
  private final AttemptRunner runner;
  private final Permits permits;
  private final EngineMeters meters;

  Intake(
      TaskHandler<?, ?> handler,
      RunJournal journal,
      AttemptRunner runner,
      Permits permits,
      EngineMeters meters) {
    this.handler = handler;
    this.journal = journal;
    this.runner = runner;
    this.permits = permits;
    this.meters = meters;
  }

  TaskType type() {
    return handler.type();
  }

  Permits permits() {
    return permits;
  }

  /// Records that one poll brings at most: few when few tasks may run, so that all executors get
  /// some.
  int pollSize() {
    return Math.clamp(permits.limit() / 10, 1, LARGEST_POLL);
  }

  /// What became of a batch: what to start, and what the journal will never take.
  record Claims(List<TaskClaim> claimed, List<WorkItem> impossible) {}

  /// Claims a whole batch of a lane in one transaction.
  ///
  /// An item that the database refuses for what it is must not hold up the others, so after such a
  /// refusal each goes alone.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database cannot be reached:
  ///   trying again is right
  /// @throws dev.millrace.executor.fleet.FleetFull when the fleet has no room after all
  Claims claim(Lane lane, List<WorkItem> items) {
    List<TaskClaim> claimed;
    List<WorkItem> impossible = new ArrayList<>();
    try {
      claimed = meters.timed("claim", () -> fleetClaim(lane, items));
    } catch (NonTransientDataAccessException e) {
      if (e instanceof NonTransientDataAccessResourceException) {
        throw e;
      }
      LOG.warn("A batch of {} is claimed one by one: {}", items.size(), e.toString());
      claimed = claimEach(lane, items, impossible);
    }
    meters.claimed(claimed.size(), items.size() - impossible.size());
    return new Claims(claimed, impossible);
  }

  private List<TaskClaim> claimEach(Lane lane, List<WorkItem> items, List<WorkItem> impossible) {
    List<TaskClaim> claimed = new ArrayList<>();
    for (WorkItem item : items) {
      try {
        claimed.addAll(fleetClaim(lane, List.of(item)));
      } catch (NonTransientDataAccessException e) {
        LOG.warn("Task {} cannot be claimed: {}", item.taskId(), e.toString());
        impossible.add(item);
      }
    }
    return claimed;
  }

  private List<TaskClaim> fleetClaim(Lane lane, List<WorkItem> items) {
    return permits.fleet().claim(lane.word(), items.size(), () -> journal.claim(items));
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
  void start(Lane lane, List<TaskClaim> claims) {
    permits.started(claims.size());
    for (TaskClaim claim : claims) {
      runner.start(handler, claim, () -> permits.ended(lane));
    }
  }
}
