package dev.millrace.executor.store.postgres;

import dev.millrace.events.stored.Json;
import dev.millrace.events.task.Actor;
import dev.millrace.executor.store.Outcome;
import dev.millrace.executor.store.rows.Columns;
import dev.millrace.executor.store.rows.Rows;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Why the outcome of an attempt could not be written: what happened to its task while it ran.
sealed interface Conflict {

  /// Somebody asked to cancel the task, and the attempt did not know when it failed or paused.
  ///
  /// @param toUndo whether steps of its saga have to be undone before it is cancelled
  record Cancelled(Actor by, boolean toUndo) implements Conflict {}

  /// The pause was withdrawn after the handler had heard of it.
  record Resumed(Actor by) implements Conflict {}

  /// The task has ended, or another executor has it.
  record NotOurs() implements Conflict {}

  /// What stands against these outcomes, by task id; nothing for those of which nothing is known.
  static Map<String, Conflict> of(List<Outcome> outcomes, JdbcClient database) {
    record Found(String taskId, Conflict conflict) {}
    return database
        .sql(
            """
            select r.task_id, r.state, r.cancel_requested, r.resume_requested, r.saga
            from millrace_engine.run r join unnest(?::uuid[], ?::int[]) as o(task_id, epoch)
              on r.task_id = o.task_id and r.epoch = o.epoch
            where r.state = 'cancelling'
              or r.state = 'running' and r.resume_requested is not null
            """)
        .param(Columns.strings(outcomes, outcome -> outcome.claim().taskId().toString()))
        .param(Columns.epochs(outcomes, Outcome::claim))
        .query((row, _) ->
            new Found(
                Rows.text(row, "task_id"),
                Rows.text(row, "state").equals("cancelling")
                    ? new Cancelled(actor(Rows.text(row, "cancel_requested")), Rows.hasSteps(row))
                    : new Resumed(actor(Rows.text(row, "resume_requested")))))
        .list()
        .stream()
        .collect(Collectors.toMap(Found::taskId, Found::conflict));
  }

  private static Actor actor(String json) {
    return new Json(json).as(Actor.class);
  }
}
