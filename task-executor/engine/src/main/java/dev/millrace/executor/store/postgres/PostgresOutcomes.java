package dev.millrace.executor.store.postgres;

import static dev.millrace.executor.store.postgres.PostgresRunStore.HELD;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.executor.store.rows.Unowned;
import dev.millrace.outbox.Outbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes the ends of attempts, one statement for a batch.
///
/// A task that somebody asked to cancel, unknown to the attempt when it failed or paused, is
/// cancelled instead of waiting again, once the steps of its saga are undone; one that paused after
/// it was resumed goes on. If the process dies between the two statements, whoever takes the task
/// over cancels it, or runs it.
final class PostgresOutcomes {

  private static final int ROUNDS = 3;

  /// Who may overrule the decision that an attempt ended with is said by the two lines that begin
  /// with `and not`; [Conflict] reads which of them it was.
  private static final String WRITE =
      String.format(
          Locale.ROOT,
          """
          with outcome as (
            select * from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::timestamptz[],
                ?::timestamptz[], ?::text[], ?::text[], ?::text[])
              as o(task_id, epoch, state, outcome, ended_at, retry_at, progress, before, tail)),
          ended as (
            update millrace_engine.run r set state = o.state, outcome = o.outcome::json,
                ended_at = o.ended_at, retry_at = o.retry_at,
                progress = coalesce(o.progress::json, r.progress),
                seq = r.seq + case when o.before is null then 1 else 2 end
            from outcome o
            where r.task_id = o.task_id and r.epoch = o.epoch
              and not (r.state = 'cancelling' and o.state in ('retry', 'paused'))
              and not (r.resume_requested is not null and o.state = 'paused')
              and r.state in %s
            returning r.task_id,
              case when o.before is null then r.seq else r.seq - 1 end as seq,
              case when o.before is null then o.tail
                   else o.before || E'\\n' || r.seq || o.tail end as tail)
          select array_agg(task_id::text) as ids, %s::text from ended
          """,
          HELD,
          Outbox.EMIT_SEQ_AND_TAIL);

  private final JdbcClient database;
  private final RunLines lines;
  private final ResumedMeanwhile resumed;

  PostgresOutcomes(JdbcClient database, RunLines lines) {
    this.database = database;
    this.lines = lines;
    this.resumed = new ResumedMeanwhile(database, lines);
  }

  /// Writes what is still this executor's to write.
  ///
  /// @return the refused ones
  List<Outcome> finish(List<Outcome> outcomes) {
    List<Outcome> refused = finishOnce(outcomes);
    // Somebody who changes their mind between two of the statements is heard in the next round.
    for (int round = 1;
        round < ROUNDS && refused.stream().anyMatch(ResumedMeanwhile::paused);
        round++) {
      refused = finishOnce(refused);
    }
    return refused;
  }

  private List<Outcome> finishOnce(List<Outcome> outcomes) {
    Set<Outcome> refused = new HashSet<>();
    List<Outcome> batch =
        Columns.byTask(
            outcomes,
            Outcome::claim,
            (a, b) -> {
              // Two epochs of one task in one batch: the higher one owns it.
              boolean newer = b.claim().epoch() > a.claim().epoch();
              refused.add(newer ? a : b);
              return newer ? b : a;
            });
    if (batch.isEmpty()) {
      return List.of();
    }
    Set<String> written = write(batch);
    List<Outcome> left =
        batch.stream()
            .filter(outcome -> !written.contains(outcome.claim().taskId().toString()))
            .toList();
    if (!left.isEmpty()) {
      refused.addAll(settle(left));
    }
    return List.copyOf(refused);
  }

  private Set<String> write(List<Outcome> batch) {
    return database
        .sql(WRITE)
        .param(Columns.strings(batch, outcome -> outcome.claim().taskId().toString()))
        .param(Columns.epochs(batch, Outcome::claim))
        .param(Columns.strings(batch, outcome -> lines.stateAfter(outcome).status().wire()))
        .param(Columns.strings(batch, outcome -> Json.of(lines.stateAfter(outcome)).text()))
        .param(Columns.nullable(batch, RunLines::endedAt))
        .param(Columns.nullable(batch, RunLines::retryAt))
        .param(Columns.nullable(batch, RunLines::lastProgress))
        .param(Columns.nullable(batch, lines::before))
        .param(Columns.strings(batch, lines::after))
        .query((row, _) -> Columns.strings(row.getArray("ids")))
        .single();
  }

  /// Writes what became of tasks instead, to which something happened meanwhile.
  ///
  /// @return the outcomes of those that are not ours any more, or changed once more
  private List<Outcome> settle(List<Outcome> left) {
    Map<String, Conflict> conflicts = Conflict.of(left, database);
    List<Outcome> refused = new ArrayList<>();
    List<Outcome> cancelled = new ArrayList<>();
    Map<Outcome, Actor> resumers = new LinkedHashMap<>();
    for (Outcome outcome : left) {
      String task = outcome.claim().taskId().toString();
      switch (conflicts.getOrDefault(task, new Conflict.NotOurs())) {
        case Conflict.Cancelled(Actor _, boolean toUndo) when toUndo ->
            leaveToBeUndone(outcome.claim());
        case Conflict.Cancelled(Actor by, boolean _) ->
            cancelled.add(
                new Outcome(
                    outcome.claim(),
                    outcome.time(),
                    new TaskCancelled(by),
                    outcome.lastProgress()));
        case Conflict.Resumed(Actor by) when ResumedMeanwhile.paused(outcome) ->
            resumers.put(outcome, by);
        case Conflict.Resumed _, Conflict.NotOurs _ -> refused.add(outcome);
      }
    }
    if (!cancelled.isEmpty()) {
      write(cancelled);
    }
    if (!resumers.isEmpty()) {
      refused.addAll(resumed.goOn(resumers));
    }
    return refused;
  }

  /// Steps of a saga stand before the end: the next sweep takes the task over and undoes them.
  private void leaveToBeUndone(TaskClaim claim) {
    Unowned.ensure(database);
    database
        .sql(
            "update millrace_engine.run set owner = ? where task_id = ? and epoch = ? and state = 'cancelling'")
        .param(Unowned.ID.value())
        .param(claim.taskId().value())
        .param(claim.epoch())
        .update();
  }
}
