package dev.millrace.projection.postgres;

import dev.millrace.projection.poll.Entry;
import dev.millrace.projection.poll.Poll;
import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.Tally;
import dev.millrace.projection.postgres.task.TaskTables;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores each poll of dead letters in one transaction, the offsets first, as [PostgresPollWriter]
/// does with facts: exactly once, for the same reason.
final class PostgresLetterWriter implements PollWriter {

  private final TransactionTemplate transaction;
  private final OffsetRows offsets;
  private final DeadLetterRows letters;
  private final UnreadableRows unreadable;

  PostgresLetterWriter(TransactionTemplate transaction, JdbcTemplate jdbc) {
    this.transaction = transaction;
    this.offsets = new OffsetRows(jdbc, TaskTables.LIVE);
    this.letters = new DeadLetterRows(jdbc);
    this.unreadable = new UnreadableRows(jdbc);
  }

  @Override
  public Outcome write(Poll poll) {
    List<Entry.Letter> readable = new ArrayList<>();
    List<Entry.Unreadable> others = new ArrayList<>();
    for (Entry entry : poll.entries()) {
      switch (entry) {
        case Entry.Letter letter -> readable.add(letter);
        case Entry.Unreadable record -> others.add(record);
        case Entry.TaskEntry said ->
            throw new IllegalStateException("a fact among the dead letters, at " + said.at());
      }
    }
    return transaction.execute(status -> {
      if (!offsets.advance(poll.advances())) {
        status.setRollbackOnly();
        return new Outcome.Fenced();
      }
      letters.insert(readable);
      others.forEach(unreadable::insert);
      return new Outcome.Written(new Tally(readable.size(), 0, 0, others.size(), 0), List.of());
    });
  }
}
