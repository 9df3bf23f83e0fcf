package dev.millrace.projection.postgres;

import dev.millrace.projection.poll.Entry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// The partitions of the table `task_facts`, one for each day.
///
/// A day gets its partition ahead of time, or with its first fact. Days outside of what is kept,
/// and more than a week ahead, get none: their facts go to the partition for all others, so that a
/// clock that is far off makes no mess. A crash leaves a partition whole or not at all.
final class HistoryPartitions {

  /// Days for which a partition is there before their first fact.
  private static final int AHEAD = 2;

  private static final Period FURTHEST = Period.ofDays(7);
  private static final String PREFIX = "task_facts_d";

  /// Of the table that versions before filled.
  private static final String FORMER = "task_event_d";

  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final Period kept;
  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  /// @param kept how long a day's facts are kept
  HistoryPartitions(TransactionTemplate transaction, JdbcTemplate jdbc, Clock clock, Period kept) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.clock = clock;
    this.kept = kept;
  }

  /// Makes the partitions of these facts' days, where they are due one.
  void ensure(List<Entry.TaskEntry> facts) {
    for (Entry.TaskEntry fact : facts) {
      LocalDate day = HistoryRows.day(fact);
      if (!known.contains(day) && isDue(day)) {
        create(day);
      }
    }
  }

  /// Makes the partitions of today and the next days.
  void ensureAhead() {
    today()
        .datesUntil(today().plusDays(AHEAD + 1))
        .filter(d -> !known.contains(d))
        .forEach(this::create);
  }

  /// Drops the days that are kept no longer, with all their facts.
  ///
  /// @return how many
  int dropOld() {
    LocalDate oldest = today().minus(kept);
    int dropped = dropOld("task_facts", PREFIX, oldest);
    return dropped + dropOld("task_event_single", FORMER, oldest);
  }

  private int dropOld(String table, String prefix, LocalDate oldest) {
    List<String> old =
        jdbc.query(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = ?::regclass and starts_with(c.relname, ?) and c.relname < ?
            """,
            (row, _) -> row.getString(1),
            table,
            prefix,
            prefix + DAY.format(oldest));
    for (String partition : old) {
      known.remove(LocalDate.parse(partition.substring(prefix.length()), DAY));
      jdbc.execute("drop table if exists " + partition);
    }
    // The partition of all other days is the table's last one.
    jdbc.update(String.format(Locale.ROOT, "delete from %s where day < ?", table), oldest);
    return old.size();
  }

  private boolean isDue(LocalDate day) {
    return !day.isBefore(today().minus(kept)) && !day.isAfter(today().plus(FURTHEST));
  }

  /// Attached rather than created in place, which would lock out every reader of the history; facts
  /// of that day that went to the partition for all others move over.
  private void create(LocalDate day) {
    String name = PREFIX + DAY.format(day);
    transaction.executeWithoutResult(_ -> {
      jdbc.execute("select pg_advisory_xact_lock(hashtext('task_facts partitions'))");
      if (exists(name)) {
        return;
      }
      jdbc.execute(
          String.format(Locale.ROOT, "create table %s (like task_facts including all)", name));
      jdbc.update(
          String.format(
              Locale.ROOT,
              """
              with moved as (delete from task_facts_other where day = ? returning *)
              insert into %s select * from moved
              """,
              name),
          day);
      jdbc.execute(
          String.format(
              Locale.ROOT,
              "alter table task_facts attach partition %s for values from ('%s') to ('%s')",
              name,
              day,
              day.plusDays(1)));
    });
    known.add(day);
  }

  private boolean exists(String name) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select to_regclass(?) is not null", Boolean.class, name));
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
