package dev.millrace.api.bulk;

import dev.millrace.api.batch.Batches;
import dev.millrace.api.dispatch.Acceptances;
import dev.millrace.api.query.TaskScan;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.repeat.Throttle;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes the commands of bulk-control tasks, a part at a time.
///
/// A part's commands and how far the task is then are one transaction: a crash leaves both or
/// neither, so that no task is passed over and none is asked twice. A command's id is made of the
/// bulk-control task's, so that even the relay's repetitions are one. Tasks with an id that is not
/// before the bulk-control task's own came later and are not meant.
final class BulkWork {

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /// How often a task is told again how many answers to wait for: what is said once may be lost
  /// with a replication slot.
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);

  private static final Set<TaskStatus> NOT_STARTED =
      EnumSet.of(TaskStatus.SCHEDULED, TaskStatus.PENDING);

  private final BulkQueue queue;
  private final TaskScan walk;
  private final Acceptances acceptances;
  private final Batches batches;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private @Nullable TaskId inHand;

  BulkWork(
      BulkQueue queue,
      TaskScan walk,
      Acceptances acceptances,
      Batches batches,
      TransactionTemplate transaction,
      Clock clock) {
    this.queue = queue;
    this.walk = walk;
    this.acceptances = acceptances;
    this.batches = batches;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Writes all that is due; called by one thread.
  void work() {
    transaction.executeWithoutResult(_ -> queue.adopt());
    try {
      boolean more;
      do {
        more = Boolean.TRUE.equals(transaction.execute(_ -> part()));
      } while (more);
    } catch (RuntimeException e) {
      TaskId failed = inHand;
      if (failed != null) {
        transaction.executeWithoutResult(_ -> queue.postpone(failed, AFTER_FAILURE));
      }
      throw e;
    }
  }

  private boolean part() {
    inHand = null;
    BulkQueue.Job job = queue.due().orElse(null);
    if (job == null) {
      return false;
    }
    inHand = job.id();
    BulkControl bulk = BulkControl.stored(job.parameters(), job.user());
    Actor actor = new Actor(job.user(), bulk.reason());
    if (job.walked()) {
      expect(job, actor, job.sent());
      queue.advance(job, null, 0, SAY_AGAIN);
      return true;
    }
    var pace = new Throttle(bulk.ratePerSecond());
    TaskScan.Part part = walk.next(bulk.filter(), job.reached(), job.id(), pace.part());
    List<TaskScan.Step> steps = allowed(bulk, part.steps());
    int sent = steps.size();
    send(job, bulk.action(), actor, steps);
    if (part.reached() == null) {
      expect(job, actor, job.sent() + sent);
    }
    queue.advance(
        job, part.reached(), sent, part.reached() == null ? SAY_AGAIN : pace.waitAfter(sent));
    return true;
  }

  /// A user's retry passes over bulk controls that only an operator may send out again.
  private List<TaskScan.Step> allowed(BulkControl bulk, List<TaskScan.Step> steps) {
    List<TaskId> bulks =
        steps.stream()
            .filter(step -> step.type().equals(BulkControl.TYPE))
            .map(TaskScan.Step::id)
            .toList();
    if (bulk.action() != TaskAction.REDRIVE || bulks.isEmpty()) {
      return steps;
    }
    Map<TaskId, Acceptance> known = acceptances.find(bulks);
    return steps.stream()
        .filter(step -> {
          Acceptance one = known.get(step.id());
          return one == null || BulkControl.mayRestart(bulk.filter().caller(), one.request());
        })
        .toList();
  }

  private void send(BulkQueue.Job job, TaskAction action, Actor actor, List<TaskScan.Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    Instant now = now();
    Map<TaskId, Acceptance> unmet =
        acceptances.unended(
            steps.stream()
                .filter(step -> NOT_STARTED.contains(step.status()))
                .map(TaskScan.Step::id)
                .toList());
    List<TaskId> tasks = steps.stream().map(TaskScan.Step::id).toList();
    queue.forgetPauses(tasks);
    queue.follow(tasks, action);
    List<TaskId> all = new ArrayList<>(tasks);
    all.add(job.id());
    Map<TaskId, ExecutorGroup> owners = acceptances.owners(all);
    ExecutorGroup own = owners.get(job.id());
    batches.send(
        tasks.stream()
            .map(task -> {
              // Executors of another group have to be told whom to answer.
              ExecutorGroup answerTo = Objects.equals(owners.get(task), own) ? null : own;
              return new AddressedCommand(
                  task,
                  "bulk-" + job.id(),
                  now,
                  action == TaskAction.CANCEL
                      ? new TaskCommand.CancelTask(actor, unmet.get(task), job.id(), answerTo)
                      : new TaskCommand.RetryTask(actor, job.id(), answerTo));
            })
            .toList(),
        steps.stream()
            .filter(step -> step.type().equals(Batches.TYPE))
            .map(TaskScan.Step::id)
            .collect(Collectors.toSet()),
        job.traceparent());
  }

  private void expect(BulkQueue.Job job, Actor actor, long commands) {
    Instant now = now();
    batches.send(
        List.of(
            new AddressedCommand(
                job.id(),
                "expect-" + now.toEpochMilli(),
                now,
                new TaskCommand.ExpectAnswers(actor, commands))),
        Set.of(),
        job.traceparent());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
