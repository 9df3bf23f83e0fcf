package dev.millrace.executor.store.rows;

import dev.millrace.events.TaskStarted;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.executor.store.LeaseLapsed;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.outbox.Outbox;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Starts tasks whose rows the caller's transaction has locked.
public final class TaskStarts {

  private final JdbcClient database;
  private final ExecutorId self;
  private final RunLines lines;

  public TaskStarts(JdbcClient database, ExecutorId self, RunLines lines) {
    this.database = database;
    this.self = self;
    this.lines = lines;
  }

  /// Keeps this executor's lease from being judged until the end of the transaction.
  ///
  /// @throws LeaseLapsed when it is not valid
  public void requireLease() {
    if (database
        .sql(
            "select 1 from millrace_engine.executor where id = ? and lease_until > now() for share")
        .param(self.value())
        .query(Integer.class)
        .optional()
        .isEmpty()) {
      throw new LeaseLapsed(self.value());
    }
  }

  /// Makes the tasks this executor's and says so.
  public List<TaskClaim> start(List<TaskClaim> claims) {
    if (claims.isEmpty()) {
      return claims;
    }
    database
        .sql(
            """
            with started as (
              update millrace_engine.run r set state = 'running', owner = ?, attempt = c.attempt, epoch = c.epoch,
                  seq = r.seq + 1, retry_at = null, forwarded_at = null, outcome = null,
                  ended_at = null, started_at = coalesce(r.started_at, now()),
                  waiting_attempt = null, waiting_size = null, waiting_deadline = null
              from unnest(?::uuid[], ?::int[], ?::int[], ?::text[])
                as c(task_id, attempt, epoch, tail)
              where r.task_id = c.task_id
              returning r.seq, c.tail)
            select
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from started")
        .param(self.value())
        .param(Columns.strings(claims, claim -> claim.taskId().toString()))
        .param(claims.stream().mapToInt(TaskClaim::attempt).toArray())
        .param(Columns.epochs(claims, claim -> claim))
        .param(
            Columns.strings(
                claims,
                claim -> lines.tail(claim, new TaskStarted(claim.attempt(), claim.epoch(), self))))
        .query((_, _) -> true)
        .list();
    return claims;
  }
}
