package dev.millrace.executor.store.postgres;

import dev.millrace.events.TaskEvent;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.outbox.Outbox;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ends tasks whose executor vanished and that nobody is to run again, within the transaction of
/// the takeover.
final class TakeoverEnds {

  private final JdbcClient database;
  private final RunLines lines;

  TakeoverEnds(JdbcClient database, RunLines lines) {
    this.database = database;
    this.lines = lines;
  }

  /// A task and its end.
  ///
  /// @param claim with the epoch that shuts the old owner out
  record End(TaskClaim claim, int takeovers, TaskEvent event) {}

  void end(List<End> ends) {
    if (ends.isEmpty()) {
      return;
    }
    List<Outcome> outcomes =
        ends.stream()
            .map(end -> lines.outcome(end.claim(), end.event(), Outcome.Cause.TAKEOVERS))
            .toList();
    database
        .sql(
            """
            with ended as (
              update millrace_engine.run r set state = o.state, outcome = o.outcome::json, ended_at = o.ended_at,
                  epoch = o.epoch, takeovers = o.takeovers, seq = r.seq + 1,
                  handed_on_by = null
              from unnest(?::uuid[], ?::text[], ?::text[], ?::timestamptz[], ?::int[], ?::int[],
                  ?::text[])
                as o(task_id, state, outcome, ended_at, epoch, takeovers, tail)
              where r.task_id = o.task_id
              returning r.seq, o.tail)
            select
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from ended")
        .param(Columns.strings(outcomes, outcome -> outcome.claim().taskId().toString()))
        .param(Columns.strings(outcomes, outcome -> lines.stateAfter(outcome).status().wire()))
        .param(Columns.strings(outcomes, outcome -> Json.of(lines.stateAfter(outcome)).text()))
        .param(Columns.nullable(outcomes, RunLines::endedAt))
        .param(Columns.epochs(outcomes, Outcome::claim))
        .param(ends.stream().mapToInt(End::takeovers).toArray())
        .param(Columns.strings(outcomes, lines::after))
        .query((_, _) -> true)
        .list();
  }
}
