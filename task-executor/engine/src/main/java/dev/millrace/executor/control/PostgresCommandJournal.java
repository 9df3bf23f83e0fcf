package dev.millrace.executor.control;

import dev.millrace.events.TaskRequested;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.store.AcceptedTask;
import dev.millrace.executor.store.rows.UnstorableTasks;
import dev.millrace.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Applies commands to the rows of the run store.
///
/// Rows are locked in the order of their task ids, as all batches of the run store do. A task that
/// no executor has met is written down first, as its acceptance in the command says, so that a late
/// work item finds it taken. A crash before the commit leaves nothing; one after it has the batch
/// delivered again, whose commands are known by their ids then.
final class PostgresCommandJournal implements CommandJournal {

  private static final TaskError CANNOT_APPLY =
      new TaskError(UnstorableTasks.CODE, "the executor's journal cannot hold this task", false);

  private final JdbcClient database;
  private final TransactionTemplate transaction;
  private final Outbox outbox;
  private final RunRows rows;
  private final BulkAnswers bulks;
  private final UnstorableTasks unstorable;
  private final ExecutorGroup group;
  private final Clock clock;

  /// @param group whose database it is
  PostgresCommandJournal(
      JdbcClient database,
      PlatformTransactionManager transactions,
      ExecutorGroup group,
      Clock clock) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
    this.outbox = new Outbox(database);
    this.rows = new RunRows(database);
    this.bulks = new BulkAnswers(database, group, clock);
    this.unstorable = new UnstorableTasks(database, clock);
    this.group = group;
    this.clock = clock;
  }

  @Override
  public List<Applied> apply(List<AddressedCommand> commands) {
    return Objects.requireNonNull(transaction.execute(_ -> applyAll(commands)));
  }

  @Override
  public List<Applied> putAside(AddressedCommand command) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          if (remember(List.of(command)).isEmpty()) {
            return List.of();
          }
          Acceptance accepted = acceptance(command);
          if (accepted != null) {
            unstorable.end(task(command, accepted), CANNOT_APPLY);
          }
          List<Applied> applied =
              List.of(new Applied(command, new Change.Ignored("it could not be applied")));
          bulks.take(applied);
          return applied;
        }));
  }

  private List<Applied> applyAll(List<AddressedCommand> commands) {
    Instant now = clock.instant();
    List<AddressedCommand> fresh = remember(commands);
    fresh.stream()
        .sorted((a, b) -> a.taskId().compareTo(b.taskId()))
        .forEach(command -> writeDown(command, now));
    Map<TaskId, RunRow> locked = rows.lock(fresh.stream().map(AddressedCommand::taskId).toList());
    List<Applied> applied = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    Set<String> owners = new TreeSet<>();
    for (AddressedCommand command : fresh) {
      RunRow row = locked.get(command.taskId());
      Change change =
          CommandDecision.of(row == null ? null : row.standing(), command.command(), now);
      if (row != null) {
        locked.put(command.taskId(), change(row, change, now, lines, owners));
      }
      applied.add(new Applied(command, change));
    }
    outbox.emit(lines);
    bulks.take(applied);
    owners.forEach(this::wake);
    return applied;
  }

  /// The commands that were never applied, each once, in their order.
  private List<AddressedCommand> remember(List<AddressedCommand> commands) {
    Map<String, AddressedCommand> distinct = new TreeMap<>();
    commands.forEach(command -> distinct.putIfAbsent(key(command), command));
    List<AddressedCommand> sorted = List.copyOf(distinct.values());
    Set<String> fresh =
        new HashSet<>(
            database
                .sql(
                    """
                    insert into millrace_engine.applied_command (task_id, id)
                    select * from unnest(?::uuid[], ?::text[])
                    on conflict do nothing returning task_id || ':' || id
                    """)
                .param(sorted.stream().map(c -> c.taskId().toString()).toArray(String[]::new))
                .param(sorted.stream().map(AddressedCommand::id).toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list());
    return commands.stream().filter(command -> fresh.remove(key(command))).toList();
  }

  private static String key(AddressedCommand command) {
    return command.taskId() + ":" + command.id();
  }

  private void writeDown(AddressedCommand command, Instant now) {
    Acceptance accepted = acceptance(command);
    if (accepted == null) {
      return;
    }
    TaskError objection = UnstorableTasks.objection(TaskCodec.dataOf(accepted.request()));
    if (objection == null) {
      rows.writeDown(command.taskId(), accepted, waiting(accepted.request(), now));
    } else {
      unstorable.end(task(command, accepted), objection);
    }
  }

  /// A task of another group is never written down here, or it would be in two databases.
  private @Nullable Acceptance acceptance(AddressedCommand command) {
    Acceptance accepted =
        switch (command.command()) {
          case TaskCommand.CancelTask cancel -> cancel.accepted();
          case TaskCommand.PauseTask pause -> pause.accepted();
          case TaskCommand.ResumeTask _,
              TaskCommand.RetryTask _,
              TaskCommand.CountAnswers _,
              TaskCommand.ExpectAnswers _ ->
              null;
        };
    return accepted == null || accepted.request().owners().equals(group) ? accepted : null;
  }

  private static AcceptedTask task(AddressedCommand command, Acceptance accepted) {
    return new AcceptedTask(command.taskId(), accepted.requestedAt(), accepted.request(), null);
  }

  private static TaskStatus waiting(TaskRequested request, Instant now) {
    Instant runAt = request.runAt();
    return runAt != null && runAt.isAfter(now) ? TaskStatus.SCHEDULED : TaskStatus.PENDING;
  }

  private RunRow change(
      RunRow row, Change change, Instant now, List<String> lines, Set<String> owners) {
    return switch (change) {
      case Change.SetCancelFlag flag -> {
        RunRow.Step step = row.next(flag.event(), now);
        rows.askToCancel(step, flag.event().actor());
        lines.add(step.line());
        owners.add(row.owner());
        yield step.row().with(step.row().standing().withCancelAsked());
      }
      case Change.CancelByUndoing undoing -> {
        RunRow.Step step = row.next(undoing.event(), now);
        rows.askToUndo(step, undoing.event().actor());
        lines.add(step.line());
        yield step.row().with(step.row().standing().withCancelAsked());
      }
      case Change.PauseFlag flag -> {
        rows.askToPause(row, flag.actor());
        owners.add(row.owner());
        yield row.with(row.standing().withPauseAsked());
      }
      case Change.WithdrawPause withdrawal -> {
        rows.withdrawPause(row, withdrawal.actor());
        yield row.with(row.standing().withPauseWithdrawn());
      }
      case Change.CancelNow cancel -> {
        RunRow.Step step = row.next(cancel.event(), now);
        rows.end(step);
        lines.add(step.line());
        yield step.row();
      }
      case Change.PauseNow pause -> {
        RunRow.Step step = row.next(pause.event(), now);
        rows.putAside(step);
        lines.add(step.line());
        yield step.row().with(step.row().standing().withNothingAsked());
      }
      case Change.ResumeNow resume -> {
        RunRow.Step step = row.next(resume.event(), now);
        rows.makeRunnable(step);
        lines.add(step.workLine(group));
        yield step.row().with(step.row().standing().withNothingAsked());
      }
      case Change.ResumeLater resume -> {
        RunRow.Step step = row.next(resume.event(), now);
        Instant runAt = Objects.requireNonNull(resume.event().runAt());
        rows.scheduleAgain(step, runAt);
        lines.add(step.waitingLine(group, runAt));
        yield step.row().with(step.row().standing().withNothingAsked());
      }
      case Change.Redrive redrive -> {
        RunRow.Step step = row.next(redrive.event(), now);
        rows.makeRunnableAfresh(step);
        lines.add(step.workLine(group));
        yield step.row().with(step.row().standing().redriven());
      }
      case Change.Note _, Change.Count _, Change.Ignored _ -> row;
    };
  }

  private void wake(String owner) {
    database
        .sql("select pg_notify(?, ?)::text")
        .param(OwnerWakeUp.CHANNEL)
        .param(owner)
        .query((_, _) -> true)
        .single();
  }
}
