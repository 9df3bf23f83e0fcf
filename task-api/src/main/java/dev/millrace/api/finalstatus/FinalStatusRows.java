package dev.millrace.api.finalstatus;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes endings into `request`, and gives up or takes back the place of an identical task.
///
/// Each statement is a transaction of its own and may be repeated: a row takes a fact only when it
/// is newer than the last one it took, and the places follow from the rows. So offsets need no
/// table: what is committed to Kafka comes after the rows, and a poll that comes again changes
/// nothing. A crash between the statements is followed by the same poll.
final class FinalStatusRows {

  private static final String WRITE =
      """
      with ended as (
        update request r
        set ended_at = case when t.status is null then null else t.time end,
            expires_at = case when t.status is null then null
                         else t.time + r.retention_ms * interval '1 millisecond' end,
            status = t.status, sequence = t.sequence
        from unnest(?, ?, ?::timestamptz[], ?) as t(task_id, sequence, time, status)
        where r.task_id = t.task_id and r.sequence < t.sequence
        returning r.task_id, r.user_id, r.type, r.ended_at, r.expires_at,
          null::timestamptz as watched_from)
      """
          + EndedSql.FOLLOWS;

  private static final String GIVE_UP =
      """
      delete from in_flight f using request r
      where f.task_id = any(?) and r.task_id = f.task_id and r.ended_at is not null
      """;

  private static final String TAKE_BACK =
      """
      insert into in_flight (user_id, fingerprint, task_id)
      select user_id, fingerprint, task_id from request
      where task_id = any(?) and fingerprint is not null and ended_at is null
      order by user_id, fingerprint
      on conflict (user_id, fingerprint) do nothing
      """;

  private final JdbcClient database;

  FinalStatusRows(JdbcClient database) {
    this.database = database;
  }

  void write(Collection<FinalStatus> endings) {
    if (endings.isEmpty()) {
      return;
    }
    database
        .sql(WRITE)
        .params(
            endings.stream().map(FinalStatus::taskId).toArray(UUID[]::new),
            endings.stream().map(FinalStatus::sequence).toArray(Long[]::new),
            endings.stream().map(e -> e.time().toString()).toArray(String[]::new),
            endings.stream()
                .map(e -> e.status() == null ? null : e.status().wire())
                .toArray(String[]::new))
        .update();
    forEach(GIVE_UP, endings.stream().filter(e -> e.status() != null).toList());
    forEach(TAKE_BACK, endings.stream().filter(e -> e.status() == null).toList());
  }

  private void forEach(String sql, List<FinalStatus> endings) {
    if (!endings.isEmpty()) {
      database
          .sql(sql)
          .param(endings.stream().map(FinalStatus::taskId).toArray(UUID[]::new))
          .update();
    }
  }
}
