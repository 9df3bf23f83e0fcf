package dev.millrace.executor.control;

import dev.millrace.events.command.AddressedCommand;
import dev.millrace.events.task.TaskId;
import dev.millrace.executor.bulk.BulkRefusal;
import dev.millrace.executor.bulk.BulkRows;
import dev.millrace.executor.bulk.BulkRows.Answers;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Tells bulk-control tasks what has become of the commands in their name, in the transaction that
/// applies those.
final class BulkAnswers {

  private final BulkRows rows;

  BulkAnswers(JdbcClient database) {
    this.rows = new BulkRows(database);
  }

  void take(List<CommandJournal.Applied> applied) {
    SortedMap<TaskId, Answers> answers = new TreeMap<>();
    SortedMap<TaskId, Long> expected = new TreeMap<>();
    for (CommandJournal.Applied one : applied) {
      AddressedCommand command = one.command();
      TaskId bulk = command.command().bulk();
      if (one.change() instanceof Change.Note(long commands)) {
        expected.put(command.taskId(), commands);
      } else if (bulk != null) {
        answers.merge(bulk, answer(command.taskId(), one.change()), Answers::plus);
      }
    }
    rows.count(answers);
    expected.forEach(rows::expect);
  }

  private static Answers answer(TaskId task, Change change) {
    return change instanceof Change.Ignored(String why)
        ? new Answers(0, List.of(new BulkRefusal(task, why)))
        : new Answers(1, List.of());
  }
}
