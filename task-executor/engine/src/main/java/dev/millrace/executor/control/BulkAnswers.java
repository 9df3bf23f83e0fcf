package dev.millrace.executor.control;

import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.bulk.BulkRefusal;
import dev.millrace.executor.bulk.BulkRows;
import dev.millrace.executor.bulk.BulkRows.Answers;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells bulk-control tasks what has become of the commands in their name, in the transaction that
/// applies those: in this database where the task is of this group, and by a command of its own to
/// the executors that have it where it is not. That command's id is its own, so it counts once.
final class BulkAnswers {

  private final BulkRows rows;
  private final Outbox outbox;
  private final ExecutorGroup group;
  private final Clock clock;

  BulkAnswers(JdbcClient database, ExecutorGroup group, Clock clock) {
    this.rows = new BulkRows(database);
    this.outbox = new Outbox(database);
    this.group = group;
    this.clock = clock;
  }

  /// A bulk-control task of another group, and in whose name it acts.
  private record Elsewhere(TaskId bulk, ExecutorGroup group, Actor actor) {}

  void take(List<CommandJournal.Applied> applied) {
    SortedMap<TaskId, Answers> here = new TreeMap<>();
    Map<Elsewhere, Answers> elsewhere = new LinkedHashMap<>();
    SortedMap<TaskId, Long> expected = new TreeMap<>();
    for (CommandJournal.Applied one : applied) {
      TaskId task = one.command().taskId();
      TaskCommand command = one.command().command();
      TaskId bulk = command.bulk();
      ExecutorGroup owners = command.bulkGroup();
      if (one.change() instanceof Change.Note(long commands)) {
        expected.put(task, commands);
      } else if (one.change() instanceof Change.Count(Answers answers)) {
        here.merge(task, answers, Answers::plus);
      } else if (bulk != null) {
        Answers answer = answer(task, one.change());
        if (owners == null || owners.equals(group)) {
          here.merge(bulk, answer, Answers::plus);
        } else {
          elsewhere.merge(new Elsewhere(bulk, owners, command.actor()), answer, Answers::plus);
        }
      }
    }
    rows.count(here);
    expected.forEach(rows::expect);
    Instant now = clock.instant();
    outbox.emit(
        elsewhere.entrySet().stream().map(one -> line(one.getKey(), one.getValue(), now)).toList());
  }

  private static Answers answer(TaskId task, Change change) {
    return change instanceof Change.Ignored(String why)
        ? new Answers(0, 1, List.of(new BulkRefusal(task, why)))
        : new Answers(1, 0, List.of());
  }

  private static String line(Elsewhere task, Answers answers, Instant now) {
    var command =
        new TaskCommand.CountAnswers(
            task.actor(),
            answers.done(),
            answers.refused(),
            answers.refusals().stream()
                .limit(TaskCommand.CountAnswers.MOST_REFUSALS)
                .map(one -> new TaskCommand.Refusal(one.id(), one.why()))
                .toList());
    return OutboxFrame.line(
        new AddressedCommand(task.bulk(), "answers-" + UUID.randomUUID(), now, command),
        task.group(),
        null);
  }
}
