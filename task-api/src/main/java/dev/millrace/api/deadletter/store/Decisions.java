package dev.millrace.api.deadletter.store;

import dev.millrace.api.query.filter.Position;
import dev.millrace.events.task.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `dead_letter_decision`. A letter has one decision at most, by primary key, which is
/// why no letter is redriven twice.
public class Decisions {

  private static final int BATCH = 1_000;
  private static final String COLUMNS = "id, state, user_id, why, decided_at, note";

  private final JdbcClient database;

  public Decisions(JdbcClient database) {
    this.database = database;
  }

  /// Those of these letters about which something was decided.
  public Map<UUID, Decision> of(Collection<UUID> letters) {
    Map<UUID, Decision> decisions = new HashMap<>();
    if (!letters.isEmpty()) {
      database
          .sql("select " + COLUMNS + " from dead_letter_decision where id = any(?)")
          .param(letters.toArray(UUID[]::new))
          .query(Decisions::decision)
          .list()
          .forEach(decision -> decisions.put(decision.letterId(), decision));
    }
    return decisions;
  }

  /// The letters in a state that the filter admits, newest first, with their places.
  public List<Placed> newest(
      DeadLetterState state, DeadLetterFilter filter, @Nullable Position before, int most) {
    DeadLetterFilter.Sql sql = filter.sql(before);
    sql.and("state = ?", state.wire());
    return database
        .sql(
            "select time, "
                + COLUMNS
                + " from dead_letter_decision"
                + sql.where()
                + " order by time desc, id desc limit "
                + most)
        .params(sql.values())
        .query((row, number) ->
            new Placed(
                new Position(row.getTimestamp("time").toInstant(), row.getObject("id", UUID.class)),
                decision(row, number)))
        .list();
  }

  public record Placed(Position place, Decision decision) {}

  /// Decides about letters that nothing was decided about.
  ///
  /// @param job the redrive they wait for, if that is what was decided
  /// @return how many that were
  public int decide(
      Collection<DeadLetter> letters, DeadLetterState state, @Nullable UUID job, Actor actor) {
    if (letters.isEmpty()) {
      return 0;
    }
    return database
        .sql(
            """
            insert into dead_letter_decision (id, state, job_id, time, reason, type, task_id,
                                              user_id, why)
            select l.id, ?, ?::uuid, l.time, l.reason, l.type, l.task_id, ?, ?
            from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::uuid[])
              as l(id, time, reason, type, task_id)
            on conflict (id) do nothing
            """)
        .param(state.wire())
        .param(job == null ? null : job.toString())
        .param(actor.user().value())
        .param(actor.reason())
        .param(column(letters, DeadLetter::id))
        .param(column(letters, DeadLetter::time))
        .param(column(letters, DeadLetter::reason))
        .param(column(letters, DeadLetter::type))
        .param(column(letters, DeadLetter::taskId))
        .update();
  }

  private static @Nullable String[] column(
      Collection<DeadLetter> letters, Function<DeadLetter, @Nullable Object> value) {
    @Nullable String[] column = new String[letters.size()];
    int i = 0;
    for (DeadLetter letter : letters) {
      Object one = value.apply(letter);
      column[i++] = one == null ? null : one.toString();
    }
    return column;
  }

  /// Which of these tasks are still there to be put back to work.
  public Set<UUID> tasksThere(Collection<UUID> tasks) {
    if (tasks.isEmpty()) {
      return Set.of();
    }
    Set<UUID> there = new HashSet<>();
    database
        .sql(
            """
            select task_id from request
            where task_id = any(?) and (expires_at is null or expires_at > now())
            """)
        .param(tasks.toArray(UUID[]::new))
        .query(row -> {
          there.add(row.getObject("task_id", UUID.class));
        });
    return there;
  }

  /// Forgets decisions that are so old that their letters are gone.
  public void forget(Duration age) {
    int deleted;
    do {
      deleted =
          database
              .sql(
                  """
                  delete from dead_letter_decision where id in (
                    select id from dead_letter_decision
                    where state <> 'queued' and decided_at < now() - ? * interval '1 second'
                    limit ? for update skip locked)
                  """)
              .params(age.toSeconds(), BATCH)
              .update();
    } while (deleted == BATCH);
    database
        .sql("delete from redrive_job where finished_at < now() - ? * interval '1 second'")
        .param(age.toSeconds())
        .update();
  }

  private static Decision decision(ResultSet row, int number) throws SQLException {
    return new Decision(
        row.getObject("id", UUID.class),
        DeadLetterState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("user_id"),
        row.getString("why"),
        row.getTimestamp("decided_at").toInstant(),
        row.getString("note"));
  }
}
