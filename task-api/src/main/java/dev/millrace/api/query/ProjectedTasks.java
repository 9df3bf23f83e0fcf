package dev.millrace.api.query;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.access.Caller;
import dev.millrace.api.query.action.PendingControl;
import dev.millrace.api.query.document.FoundTask;
import dev.millrace.api.query.document.QueuePosition;
import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.api.query.document.TypeConditions;
import dev.millrace.api.query.filter.AgeOrder;
import dev.millrace.api.query.filter.FilterSql;
import dev.millrace.api.query.filter.OwnedSql;
import dev.millrace.api.query.filter.PageRequest;
import dev.millrace.api.query.filter.Position;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// The tasks as the projection has them: read-only, through a pool of its own.
///
/// A projection that never ran has no tables, which is the same as having folded nothing. One that
/// cannot be reached is a problem: answering from `request` then could show an older state than was
/// shown before.
final class ProjectedTasks implements AutoCloseable {

  private static final String UNDEFINED_TABLE = "42P01";
  private static final int FACTS_AT_ONCE = 16;
  private static final Duration SOON = Duration.ofSeconds(2);

  private final HikariDataSource pool;
  private final JdbcClient database;
  private final TransactionTemplate snapshot;
  private final TypeConditions around;

  ProjectedTasks(ProjectionSettings settings, TypeConditions around) {
    this.around = around;
    pool = new HikariDataSource();
    pool.setPoolName("task-api-projection");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.username());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setConnectionTimeout(settings.connectionTimeout().toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql("set default_transaction_read_only = on");
    pool.addDataSourceProperty("ApplicationName", "task-api");
    pool.addDataSourceProperty("socketTimeout", "30");
    database = JdbcClient.create(pool);
    snapshot = new TransactionTemplate(new DataSourceTransactionManager(pool));
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  /// @param asked what the task is shown as having followed already
  Optional<TaskDocument> find(Caller caller, TaskId id, @Nullable PendingControl asked) {
    return find(FoundTask.PROJECTED, caller, id, asked);
  }

  /// The same without large parameters and without a large result.
  Optional<TaskDocument> findBriefly(Caller caller, TaskId id) {
    return find(FoundTask.PROJECTED_BRIEFLY, caller, id, null);
  }

  private Optional<TaskDocument> find(
      String columns, Caller caller, TaskId id, @Nullable PendingControl asked) {
    OwnedSql owned = OwnedSql.of(caller);
    return reading(
        () ->
            database
                .sql(
                    String.format(
                        Locale.ROOT,
                        "select %s, %s from task t where task_id = ? and %s",
                        columns,
                        QueuePosition.PLACE,
                        owned.where()))
                .params(owned.values(id.value()))
                .query((row, _) -> FoundTask.projected(row).alone(asked, around))
                .optional(),
        Optional.empty());
  }

  /// Up to where the projection has read each partition of a topic, read before a task is: the task
  /// is then as new as that, or newer.
  Map<Integer, Long> position(String topic) {
    return reading(
        () -> {
          Map<Integer, Long> offsets = new HashMap<>();
          database
              .sql("select partition, next_offset from projection_offset where topic = ?")
              .param(topic)
              .query(row -> {
                offsets.put(row.getInt("partition"), row.getLong("next_offset"));
              });
          return offsets;
        },
        Map.of());
  }

  List<TaskDocument> list(PageRequest page, int most) {
    FilterSql sql =
        FilterSql.projected(FoundTask.PROJECTED_BRIEFLY, FoundTask.PROJECTED_AS_STORED, page, most);
    return reading(
        () ->
            database
                .sql(sql.where())
                .params(sql.values())
                .query((row, _) -> FoundTask.projected(row).listed(around))
                .list(),
        List.of());
  }

  /// Where the newest tasks stand in the order of the list.
  List<Position> positions(PageRequest page, int most) {
    FilterSql sql = FilterSql.projected("created_at, task_id", page, most);
    return reading(
        () -> database.sql(sql.where()).params(sql.values()).query(Position::of).list(), List.of());
  }

  /// Which of these tasks the projection has a row of.
  Set<UUID> known(Collection<UUID> ids) {
    return reading(
        () ->
            new HashSet<>(
                database
                    .sql("select task_id from task where task_id = any(?)")
                    .param(ids.toArray(UUID[]::new))
                    .query(UUID.class)
                    .list()),
        Set.of());
  }

  /// Where those of these tasks stand that the projection has a row of.
  Map<UUID, TaskStatus> statuses(Collection<UUID> ids) {
    return reading(
        () -> {
          Map<UUID, TaskStatus> statuses = new HashMap<>();
          database
              .sql("select task_id, status from task where task_id = any(?)")
              .param(ids.toArray(UUID[]::new))
              .query(row -> {
                statuses.put(
                    row.getObject("task_id", UUID.class),
                    TaskStatus.parse(row.getString("status")));
              });
          return statuses;
        },
        Map.of());
  }

  /// Which of these tasks something has happened to since they were accepted.
  Set<UUID> started(Collection<UUID> ids) {
    return reading(
        () ->
            new HashSet<>(
                database
                    .sql("select task_id from task where task_id = any(?) and sequence > 0")
                    .param(ids.toArray(UUID[]::new))
                    .query(UUID.class)
                    .list()),
        Set.of());
  }

  /// Reads more than once from one snapshot: what is folded meanwhile is not seen.
  <T> T inSnapshot(Supplier<T> reads) {
    try {
      return snapshot.execute(transaction -> {
        transaction.setRollbackOnly(); // there is nothing to commit, and a missing table ended it
        return reads.get();
      });
    } catch (TransactionException e) {
      throw unreadable(e);
    }
  }

  /// The counters of what somebody may see; empty where nothing was ever folded.
  Optional<List<TaskCounts.Line>> counts(Caller caller) {
    OwnedSql owned = OwnedSql.of(caller);
    return reading(
        () ->
            Optional.of(
                database
                    .sql("select type, status, tasks from task_count where " + owned.where())
                    .params(owned.user())
                    .query(TaskCounts.Line::of)
                    .list()),
        Optional.empty());
  }

  /// The place of the newest task that somebody may see; empty where there is none.
  Optional<Position> newest(Caller caller) {
    OwnedSql owned = OwnedSql.of(caller);
    return reading(
        () ->
            database
                .sql(
                    String.format(
                        Locale.ROOT,
                        "select created_at, task_id from task where %s %s limit 1",
                        owned.where(),
                        AgeOrder.of(caller).newestFirst()))
                .params(owned.user())
                .query(Position::of)
                .optional(),
        Optional.empty());
  }

  /// The history of one task after a place in it; its day bounds which partitions are read. Facts
  /// come a few at a time, and no more of them than a page may have.
  TaskHistory history(UUID id, Instant createdAt, long after, int limit) {
    return inSnapshot(() -> readHistory(id, createdAt, after, limit));
  }

  private TaskHistory readHistory(UUID id, Instant createdAt, long after, int limit) {
    return reading(
        () ->
            database
                .sql(
                    """
                    select sequence, type, time, data from task_event
                    where task_id = ? and day >= (?::timestamptz at time zone 'UTC')::date
                      and sequence > ?
                    order by sequence limit ?
                    """)
                .withFetchSize(FACTS_AT_ONCE)
                .params(id, createdAt.toString(), after, limit + 1)
                .query((ResultSetExtractor<TaskHistory>) rows -> TaskHistory.page(rows, limit)),
        TaskHistory.NONE);
  }

  /// Reads whatever else the projection has.
  <T> T read(Function<JdbcClient, T> read, T nothingFoldedYet) {
    return reading(() -> read.apply(database), nothingFoldedYet);
  }

  boolean isReachable() {
    return database.sql("select 1").query(Integer.class).single() == 1;
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T> T reading(Supplier<T> read, T nothingFoldedYet) {
    try {
      return read.get();
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException cause
          && UNDEFINED_TABLE.equals(cause.getSQLState())
          && hasNoTable()) {
        return nothingFoldedYet;
      }
      throw unreadable(e);
    }
  }

  /// Where some tables are there and others are not, the projection is of an older version. Asked
  /// on a connection of its own: a transaction that missed a table answers nothing more.
  private boolean hasNoTable() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select to_regclass('task') is null")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static ProblemException unreadable(RuntimeException cause) {
    var problem =
        Problem.of(ProblemType.UNAVAILABLE, "The projection cannot be read now")
            .retryAfter(SOON)
            .asException();
    problem.addSuppressed(cause);
    return problem;
  }
}
