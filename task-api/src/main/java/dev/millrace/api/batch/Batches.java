package dev.millrace.api.batch;

import dev.millrace.api.dispatch.Acceptances;
import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Asks the children of batches to stop: each that is not over gets a command of its own, all of
/// them in one transaction.
///
/// A child that ends meanwhile drops its command. A batch is stopped by commands with fixed ids, so
/// that it makes no difference how often that is done.
public final class Batches {

  /// The type of a batch's parent.
  public static final TaskType TYPE = new TaskType("batch");

  /// One WAL message is read as a whole by the relay, so many commands go as several.
  private static final int PART = 4 * 1024 * 1024;

  private final JdbcClient database;
  private final Outbox outbox;
  private final Acceptances acceptances;
  private final TransactionTemplate transaction;

  public Batches(JdbcClient database, Acceptances acceptances, TransactionTemplate transaction) {
    this.database = database;
    this.outbox = new Outbox(database);
    this.acceptances = acceptances;
    this.transaction = transaction;
  }

  /// Sends commands in the caller's transaction to the owners of their tasks, and cancels the
  /// children of the batches among their tasks as the command's actor wishes.
  ///
  /// @param parents those tasks that may have children
  public void send(
      List<AddressedCommand> commands, Set<TaskId> parents, @Nullable String traceparent) {
    Map<TaskId, ExecutorGroup> owners =
        acceptances.owners(commands.stream().map(AddressedCommand::taskId).toList());
    List<String> lines = new ArrayList<>();
    for (AddressedCommand command : commands) {
      lines.add(
          OutboxFrame.line(
              command, Objects.requireNonNull(owners.get(command.taskId())), traceparent));
      if (command.command() instanceof TaskCommand.CancelTask cancel
          && parents.contains(command.taskId())) {
        // An id of their own: a child may have a command of the same name for itself.
        String id = "child-" + command.id();
        lines.addAll(children(command.taskId(), cancel.actor(), id, command.time(), traceparent));
      }
    }
    emit(lines);
  }

  /// Cancels a batch: its parent by `command`, and its children as the parent's actor wishes.
  ///
  /// @throws org.springframework.dao.DataAccessException when that is not confirmed
  public void cancel(AddressedCommand command, @Nullable String traceparent) {
    transaction.executeWithoutResult(
        _ -> send(List.of(command), Set.of(command.taskId()), traceparent));
  }

  /// Stops the batches that want to stop with the first of these tasks that failed.
  ///
  /// @param failed tasks that failed or timed out, children of batches or not
  public void stopFor(Collection<UUID> failed, Instant now) {
    if (failed.isEmpty()) {
      return;
    }
    record Wish(@Nullable String onFailure) {}
    record Stopping(TaskId batch, UserId user, Wish wish, UUID child) {}
    List<Stopping> stopping =
        database
            .sql(
                """
                select distinct on (p.task_id) p.task_id, p.user_id, p.parameters, c.task_id as child
                from request c join request p on p.task_id = c.parent_id
                where c.task_id = any(?) and c.status in ('failed', 'timeout') and p.type = ?
                order by p.task_id, c.task_id
                """)
            .param(failed.toArray(UUID[]::new))
            .param(TYPE.value())
            .query((row, _) ->
                new Stopping(
                    TaskId.parse(row.getString("task_id")),
                    new UserId(row.getString("user_id")),
                    new Json(row.getString("parameters")).as(Wish.class),
                    UUID.fromString(row.getString("child"))))
            .list();
    for (Stopping one : stopping) {
      if (!"stop".equals(one.wish().onFailure())) {
        continue;
      }
      Actor rule = new Actor(one.user(), "the batch stops: task " + one.child() + " failed");
      transaction.executeWithoutResult(
          _ -> emit(children(one.batch(), rule, "batch-stop-" + one.batch(), now, null)));
    }
  }

  private List<String> children(
      TaskId batch, Actor actor, String commandId, Instant now, @Nullable String traceparent) {
    List<String> lines = new ArrayList<>();
    acceptances
        .unendedChildren(batch)
        .forEach((child, accepted) ->
            lines.add(
                OutboxFrame.line(
                    new AddressedCommand(
                        child, commandId, now, new TaskCommand.CancelTask(actor, accepted)),
                    accepted.request().owners(),
                    traceparent)));
    return lines;
  }

  private void emit(List<String> lines) {
    int from = 0;
    long weight = 0;
    for (int i = 0; i < lines.size(); i++) {
      weight += lines.get(i).length();
      if (weight >= PART || i == lines.size() - 1) {
        outbox.emit(lines.subList(from, i + 1));
        from = i + 1;
        weight = 0;
      }
    }
  }
}
