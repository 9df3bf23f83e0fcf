package dev.millrace.projection.postgres;

import dev.millrace.projection.poll.PollWriter;
import dev.millrace.projection.poll.StoredOffsets;
import dev.millrace.projection.postgres.task.TaskTables;
import java.time.Clock;
import java.time.Period;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The tables of one database, and who may write them: what the rest of the service asks for.
public final class Tables {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final HistoryPartitions partitions;

  /// @param history how long facts are kept
  public Tables(DataSource database, Clock clock, Period history) {
    this(database, database, clock, history);
  }

  /// @param owner the same database as the role that owns the tables: who writes rows may not be
  ///   allowed to make and drop the history's partitions
  public Tables(DataSource database, DataSource owner, Clock clock, Period history) {
    this.jdbc = new JdbcTemplate(database);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    this.partitions =
        new HistoryPartitions(
            new TransactionTemplate(new JdbcTransactionManager(owner)),
            new JdbcTemplate(owner),
            clock,
            history);
  }

  /// Writes polls into the tables that are in use.
  public PollWriter writer() {
    return new PostgresPollWriter(
        transaction,
        jdbc,
        TaskTables.LIVE,
        new PostgresPollWriter.History(partitions, new HistoryRows(jdbc)));
  }

  /// Writes polls of dead letters.
  public PollWriter letterWriter() {
    return new PostgresLetterWriter(transaction, jdbc);
  }

  public StoredOffsets offsets() {
    return new OffsetRows(jdbc, TaskTables.LIVE);
  }

  /// Deletes what is past its time.
  public TaskExpiry expiry() {
    return new TaskExpiry(jdbc, partitions);
  }
}
