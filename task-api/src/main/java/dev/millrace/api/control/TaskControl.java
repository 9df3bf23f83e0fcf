package dev.millrace.api.control;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.millrace.access.Caller;
import dev.millrace.api.batch.Batches;
import dev.millrace.api.bulk.BulkControl;
import dev.millrace.api.bulk.BulkQueue;
import dev.millrace.api.dispatch.Acceptances;
import dev.millrace.api.problem.TaskProblem;
import dev.millrace.api.query.action.TaskAction;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Judges what is asked by the state its task was read in, and writes the command.
///
/// The command and what is remembered of it are one transaction: when this returns, the command is
/// durable and the relay will publish it; when the process dies before, nobody was told 202. A
/// command that was written twice finds the task moved on and is dropped.
final class TaskControl {

  private static final Set<TaskStatus> NOT_STARTED =
      EnumSet.of(TaskStatus.SCHEDULED, TaskStatus.PENDING);

  private final Acceptances acceptances;
  private final PendingControlRows askedFor;
  private final Batches batches;
  private final BulkQueue bulks;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  TaskControl(
      Acceptances acceptances,
      PendingControlRows askedFor,
      Batches batches,
      BulkQueue bulks,
      TransactionTemplate transaction,
      Clock clock) {
    this.acceptances = acceptances;
    this.askedFor = askedFor;
    this.batches = batches;
    this.bulks = bulks;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Returns when the command is committed.
  ///
  /// @throws ProblemException when the state forbids it, saying the state and what is possible, or
  ///   when the caller may not have the task go on
  void ask(
      TaskAction action,
      TaskDocument task,
      Caller caller,
      Actor actor,
      @Nullable String traceparent) {
    var id = new TaskId(task.id());
    try {
      requirePossible(action, task);
      requireAllowed(action, id, caller);
      Acceptance accepted =
          NOT_STARTED.contains(task.status()) ? acceptances.unended(List.of(id)).get(id) : null;
      var command =
          new AddressedCommand(
              id,
              ids.generate().toString(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              action.command(actor, accepted));
      transaction.executeWithoutResult(_ -> {
        askedFor.remember(id, action, task.sequence());
        bulks.follow(List.of(id), action);
        if (action == TaskAction.CANCEL) {
          // With the children that it may have.
          batches.cancel(command, traceparent);
        } else {
          batches.send(List.of(command), Set.of(), traceparent);
        }
      });
    } catch (DataAccessException | TransactionException e) {
      var problem =
          Problem.of(ProblemType.UNAVAILABLE, "The database did not confirm the command")
              .asException();
      problem.addSuppressed(e);
      throw problem;
    }
  }

  private void requireAllowed(TaskAction action, TaskId id, Caller caller) {
    boolean goesOn = action == TaskAction.RESUME || action == TaskAction.REDRIVE;
    if (goesOn
        && acceptances.find(id).stream()
            .anyMatch(accepted -> !BulkControl.mayRestart(caller, accepted.request()))) {
      throw Problem.of(
              ProblemType.MISSING_SCOPE,
              "This bulk control reaches everybody's tasks: only a token with tasks:admin may "
                  + action.verb()
                  + " it")
          .asException();
    }
  }

  private void requirePossible(TaskAction action, TaskDocument task) {
    boolean takesBack =
        action == TaskAction.RESUME
            && TaskAction.PAUSE.isPossible(task.status())
            && askedFor.pauseMayBeOnItsWay(new TaskId(task.id()));
    if (!takesBack && !task.actions().contains(action)) {
      throw forbidden(action, task);
    }
  }

  private static ProblemException forbidden(TaskAction action, TaskDocument task) {
    TaskStatus status = task.status();
    List<String> possible = task.actions().stream().map(TaskAction::verb).toList();
    return Problem.of(
            TaskProblem.STATE_FORBIDS,
            "The task is "
                + status.wire()
                + (action.isPossible(status) ? " and was never started" : "")
                + ", which does not allow to "
                + action.verb()
                + " it; possible now: "
                + (possible.isEmpty() ? "nothing" : String.join(", ", possible)))
        .with("taskStatus", status.wire())
        .with("allowed", possible)
        .asException();
  }
}
