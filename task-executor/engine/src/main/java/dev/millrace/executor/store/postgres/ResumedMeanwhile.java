package dev.millrace.executor.store.postgres;

import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.task.Actor;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.outbox.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Attempts that paused although the pause had been withdrawn, since their handlers had heard of
/// the one and could not hear of the other: the task is paused and resumed in one statement.
final class ResumedMeanwhile {

  private final JdbcClient database;
  private final RunLines lines;

  ResumedMeanwhile(JdbcClient database, RunLines lines) {
    this.database = database;
    this.lines = lines;
  }

  static boolean paused(Outcome outcome) {
    return outcome.event() instanceof TaskPaused;
  }

  /// Lets tasks go on whose pause was withdrawn.
  ///
  /// @param resumers who withdrew it, by the outcome of the attempt
  /// @return the outcomes of those that changed once more
  List<Outcome> goOn(Map<Outcome, Actor> resumers) {
    Set<String> written = write(List.copyOf(resumers.keySet()), resumers);
    return resumers.keySet().stream().filter(outcome -> !written.contains(id(outcome))).toList();
  }

  private Set<String> write(List<Outcome> batch, Map<Outcome, Actor> resumers) {
    return database
        .sql(
            """
            with outcome as (
              select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[])
                as o(task_id, epoch, progress, before, paused, resumed)),
            told as (
              update millrace_engine.run r set state = 'pending', outcome = null, resume_requested = null,
                  forwarded_at = now(), progress = coalesce(o.progress::json, r.progress),
                  seq = r.seq + case when o.before is null then 2 else 3 end
              from outcome o
              where r.task_id = o.task_id and r.epoch = o.epoch and r.state = 'running'
                and r.resume_requested is not null
              returning r.task_id,
                r.seq - case when o.before is null then 1 else 2 end as seq,
                coalesce(o.before || E'\\n' || (r.seq - 1), '') || o.paused
                  || E'\\n' || r.seq || o.resumed as tail)
            select array_agg(task_id::text) as ids,
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from told")
        .param(Columns.strings(batch, ResumedMeanwhile::id))
        .param(Columns.epochs(batch, Outcome::claim))
        .param(Columns.nullable(batch, RunLines::lastProgress))
        .param(Columns.nullable(batch, lines::before))
        .param(Columns.strings(batch, lines::after))
        .param(
            Columns.strings(
                batch,
                outcome ->
                    lines.runnable(
                        outcome, new TaskResumed(Objects.requireNonNull(resumers.get(outcome))))))
        .query((row, _) -> Columns.strings(row.getArray("ids")))
        .single();
  }

  private static String id(Outcome outcome) {
    return outcome.claim().taskId().toString();
  }
}
