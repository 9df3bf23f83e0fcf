package dev.millrace.executor.group;

import dev.millrace.events.task.ExecutorGroup;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.outbox.relay.slot.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The database that a group's executors share. It is one group's for as long as it has tasks:
/// their retries, work items and commands are on that group's topics.
public final class GroupDatabase {

  private final JdbcClient database;
  private volatile @Nullable String id;

  public GroupDatabase(JdbcClient database) {
    this.database = database;
  }

  /// Which database it is, on which server: another one for each copy of its content, and the same
  /// on a standby that takes over.
  public String id() {
    String known = id;
    if (known == null) {
      known =
          database
              .sql(
                  """
                  select (select system_identifier from pg_control_system()) || '-' || oid
                  from pg_database where datname = current_database()
                  """)
              .query(String.class)
              .single();
      id = known;
    }
    return known;
  }

  /// Makes it the group's, if it is nobody's, or another's who has left nothing in it.
  ///
  /// @throws StartRefused when it is another group's
  void claim(ExecutorGroup group, ExecutorId self) {
    database
        .sql(
            """
            insert into millrace_engine.executor_group (name) values (?)
            on conflict (one) do update set name = excluded.name
            where executor_group.name <> excluded.name
              and not exists (select from millrace_engine.run)
              and not exists (select from millrace_engine.executor
                              where id <> ? and lease_until > now())
            """)
        .param(group.value())
        .param(self.value())
        .update();
    String owner =
        database
            .sql("select name from millrace_engine.executor_group")
            .query(String.class)
            .single();
    if (!owner.equals(group.value())) {
      throw new StartRefused(
          "This database has the tasks of executor group '"
              + owner
              + "', and this executor is of group '"
              + group
              + "': set millrace.executor.group to the former, or give it a database of its own");
    }
  }
}
