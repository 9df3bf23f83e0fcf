package dev.millrace.projection.postgres;

import dev.millrace.events.task.TaskId;
import dev.millrace.projection.fold.TaskView;
import dev.millrace.projection.poll.Anomaly;
import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.Poll;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.Tally;
import dev.millrace.projection.poll.TaskChange;
import dev.millrace.projection.poll.TaskFacts;
import dev.millrace.projection.postgres.task.LivingTasks;
import dev.millrace.projection.postgres.task.TaskRows;
import dev.millrace.projection.postgres.task.TaskTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores each poll in one transaction, the offsets first.
///
/// The offsets are what makes it exactly once: they are in the transaction, and each is moved only
/// from where this reader believes it to be. A crash before the commit leaves nothing of the poll;
/// a crash after it leaves all of it, and the reader goes on behind it.
///
/// A commit is not waited for until it is on the disk. A server that crashes may forget the last
/// ones, of less than a second, and with them the offsets: the reader finds that it is not where it
/// thought, and reads those records again.
final class PostgresPollWriter implements PollWriter {

  private final TransactionTemplate transaction;
  private final OffsetRows offsets;
  private final JdbcTemplate jdbc;
  private final TaskRows tasks;
  private final LivingTasks living;
  private final StandingRows standings;
  private final ExpiryRows expiries;
  private final CountRows counts;
  private final @Nullable History history;
  private final UnreadableRows unreadable;

  /// Where the facts themselves go, and the partitions they need.
  record History(HistoryPartitions partitions, HistoryRows rows) {}

  /// @param history null where the facts are kept already, as when a rebuild reads them again
  PostgresPollWriter(
      TransactionTemplate transaction,
      JdbcTemplate jdbc,
      TaskTables tables,
      @Nullable History history) {
    this.transaction = transaction;
    this.offsets = new OffsetRows(jdbc, tables);
    this.jdbc = jdbc;
    this.tasks = new TaskRows(jdbc, tables);
    this.living = new LivingTasks(tasks);
    this.standings = new StandingRows(jdbc, tables);
    this.expiries = new ExpiryRows(jdbc, tables);
    this.counts = new CountRows(jdbc, tables);
    this.history = history;
    this.unreadable = new UnreadableRows(jdbc);
  }

  @Override
  public Outcome write(Poll poll) {
    if (history != null) {
      history.partitions.ensure(keptIn(poll));
    }
    List<TaskFacts> facts = TaskFacts.of(poll);
    List<TaskChange> changes = new ArrayList<>(facts.size());
    Outcome outcome;
    try {
      outcome = write(poll, facts, false, changes);
    } catch (DuplicateKeyException | OptimisticLockingFailureException e) {
      // One of these tasks is stored otherwise than was remembered, or taken for granted.
      living.forget();
      outcome = write(poll, facts, true, changes);
    }
    switch (outcome) {
      case Outcome.Written _ -> living.written(changes);
      case Outcome.Fenced _ -> living.forget();
    }
    return outcome;
  }

  /// @param looks whether it looks what is stored, and takes nothing for granted
  /// @param changes gets what became of the tasks
  private Outcome write(Poll poll, List<TaskFacts> facts, boolean looks, List<TaskChange> changes) {
    return transaction.execute(status -> {
      jdbc.execute("set local synchronous_commit = off");
      if (!offsets.advance(poll.advances())) {
        status.setRollbackOnly();
        return new Outcome.Fenced();
      }
      Map<TaskId, TaskView> before = looks ? living.look(facts) : living.recall(facts);
      changes.clear();
      facts.forEach(said -> changes.add(said.foldedOnto(before.get(said.taskId()))));
      store(changes);
      standings.move(changes);
      expiries.add(changes);
      if (history != null) {
        history.rows.insert(changes, looks);
      }
      for (Entry entry : poll.entries()) {
        if (entry instanceof Entry.Unreadable record) {
          unreadable.insert(record);
        }
      }
      // Last: these few rows are wanted by every reader, and are locked until the commit.
      counts.add(changes);
      return new Outcome.Written(tally(poll, changes), doubts(changes));
    });
  }

  private List<Entry.TaskEntry> keptIn(Poll poll) {
    List<Entry.TaskEntry> kept = new ArrayList<>(poll.entries().size());
    for (Entry entry : poll.entries()) {
      if (entry instanceof Entry.TaskEntry said && HistoryRows.keeps(said)) {
        kept.add(said);
      }
    }
    return kept;
  }

  private void store(List<TaskChange> changes) {
    Map<Way, List<TaskChange>> ways = changes.stream().collect(Collectors.groupingBy(Way::of));
    tasks.update(ways.getOrDefault(Way.UPDATE, List.of()));
    tasks.delete(ways.getOrDefault(Way.REPLACE, List.of()));
    tasks.insert(ways.getOrDefault(Way.REPLACE, List.of()));
    tasks.insert(ways.getOrDefault(Way.INSERT, List.of()));
  }

  /// How a change gets into the table.
  private enum Way {
    NONE,
    INSERT,
    UPDATE,
    /// What is otherwise fixed was said again: by a restored task, or a submission that came late.
    REPLACE;

    static Way of(TaskChange change) {
      if (change.isNothing()) {
        return NONE;
      }
      if (change.before() == null) {
        return INSERT;
      }
      return change.parameters() == null ? UPDATE : REPLACE;
    }
  }

  private static Tally tally(Poll poll, List<TaskChange> changes) {
    int unreadable = 0;
    int foreign = 0;
    for (Entry entry : poll.entries()) {
      switch (entry) {
        // Letters have a log and a writer of their own.
        case Entry.KnownEvent _, Entry.Letter _ -> {}
        case Entry.UnknownEvent _ -> foreign++;
        case Entry.Unreadable _ -> unreadable++;
      }
    }
    int duplicates = changes.stream().mapToInt(change -> change.repeated().size()).sum();
    int written = (int) changes.stream().filter(change -> !change.isNothing()).count();
    return new Tally(poll.entries().size() - unreadable, duplicates, foreign, unreadable, written);
  }

  private static List<Anomaly> doubts(List<TaskChange> changes) {
    return changes.stream().flatMap(change -> change.doubts().stream()).toList();
  }
}
