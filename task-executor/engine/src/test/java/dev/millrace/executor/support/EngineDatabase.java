package dev.millrace.executor.support;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.events.Fact;
import dev.millrace.events.Topics;
import dev.millrace.events.lifecycle.TaskLifecycle;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.wire.TaskCodec;
import dev.millrace.executor.room.PostgresWaitingRoom;
import dev.millrace.executor.store.postgres.PostgresRunStore;
import dev.millrace.executor.store.rows.EngineSchema;
import dev.millrace.executor.store.rows.GuardedTransaction;
import dev.millrace.outbox.Outbox;
import dev.millrace.outbox.OutboxFrame;
import dev.millrace.testinfra.TestDatabase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/// A database with the executor's tables, and a slot that shows what its outbox says.
public final class EngineDatabase implements AutoCloseable {

  private static final String SLOT = "facts_";

  private final HikariDataSource pool;
  private final JdbcClient client;
  private final String slot;
  private final List<Fact> facts = new ArrayList<>();
  private final List<OutboxFrame.Numbered> frames = new ArrayList<>();

  public EngineDatabase(TestDatabase database) {
    pool = new HikariDataSource();
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(10);
    EngineSchema.TABLES.migrate(pool);
    client = JdbcClient.create(pool);
    slot = SLOT + database.name();
    client.sql("create publication " + slot).update();
    client
        .sql("select pg_create_logical_replication_slot(?, 'pgoutput')::text")
        .param(slot)
        .query(String.class)
        .single();
  }

  public HikariDataSource pool() {
    return pool;
  }

  /// Where it is, as Spring Boot says it.
  public JdbcConnectionDetails address() {
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return pool.getJdbcUrl();
      }

      @Override
      public String getUsername() {
        return pool.getUsername();
      }

      @Override
      public String getPassword() {
        return pool.getPassword();
      }
    };
  }

  public JdbcClient client() {
    return client;
  }

  public PostgresRunStore store(ExecutorId executor, Duration lease) {
    return store(executor, lease, () -> null);
  }

  /// The same in an application that has a transaction manager.
  public PostgresRunStore store(
      ExecutorId executor,
      Duration lease,
      Supplier<? extends @Nullable PlatformTransactionManager> application) {
    return new PostgresRunStore(
        client,
        new JdbcTransactionManager(pool),
        new GuardedTransaction(pool, application, Clock.systemUTC()),
        executor,
        lease,
        Clock.systemUTC());
  }

  public PostgresWaitingRoom room(ExecutorId executor) {
    return new PostgresWaitingRoom(
        client, new JdbcTransactionManager(pool), executor, Clock.systemUTC());
  }

  /// Everything the outbox has said so far, in commit order.
  public synchronized List<Fact> facts() {
    client
        .sql(
            """
            select data from pg_logical_slot_get_binary_changes(?, null, null,
              'proto_version', '1', 'publication_names', ?, 'messages', 'true')
            """)
        .param(slot)
        .param(slot)
        .query((row, _) -> row.getBytes("data"))
        .list()
        .forEach(this::read);
    return List.copyOf(facts);
  }

  /// The same with everything that is no fact, and with where it goes.
  public synchronized List<OutboxFrame.Numbered> frames() {
    facts();
    return List.copyOf(frames);
  }

  /// The facts of each task, in the order in which they were committed.
  public Map<TaskId, List<Fact>> factsByTask() {
    Map<TaskId, List<Fact>> byTask = new LinkedHashMap<>();
    facts().forEach(f -> byTask.computeIfAbsent(f.taskId(), _ -> new ArrayList<>()).add(f));
    return byTask;
  }

  /// The facts of one task so far.
  public List<Fact> factsOf(TaskId task) {
    return factsByTask().getOrDefault(task, List.of());
  }

  /// What is wrong with the order or legality of what was said; each task begins as `pending`.
  public List<String> violations() {
    List<String> wrong = new ArrayList<>();
    factsByTask()
        .forEach((task, ofTask) -> {
          long sequence = 0;
          TaskState state = new TaskState.Pending();
          for (Fact fact : ofTask) {
            var verdict = TaskLifecycle.judge(sequence, state.status(), fact);
            if (!(verdict instanceof TaskLifecycle.Verdict.Legal)) {
              wrong.add(task + ": " + verdict + " at " + fact);
            }
            sequence = fact.sequence();
            state = TaskLifecycle.after(state, fact);
          }
        });
    return wrong;
  }

  // The pgoutput message 'M': flags, LSN, prefix as C string, length, content.
  private void read(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data);
    if (in.get() != 'M') {
      return;
    }
    in.get();
    in.getLong();
    StringBuilder prefix = new StringBuilder();
    for (byte b = in.get(); b != 0; b = in.get()) {
      prefix.append((char) b);
    }
    byte[] content = new byte[in.getInt()];
    in.get(content);
    if (!prefix.toString().equals(Outbox.PREFIX)) {
      return;
    }
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      OutboxFrame.Numbered frame = OutboxFrame.parse(line);
      frames.add(frame);
      if (frame.frame().topic().equals(Topics.EVENTS)) {
        facts.add(
            Objects.requireNonNull(TaskCodec.readFact(frame.toCloudEvent("/millrace/executor"))));
      }
    }
  }

  @Override
  public void close() {
    client.sql("select pg_drop_replication_slot(?)::text").param(slot).query((_, _) -> true).list();
    pool.close();
  }
}
