package dev.millrace.executor.store.postgres;

import static dev.millrace.executor.store.postgres.PostgresRunStore.HELD;

import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.stored.Json;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.saga.SagaWork;
import dev.millrace.executor.saga.Unwinding;
import dev.millrace.executor.store.RunStore;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.rows.GuardedTransaction;
import dev.millrace.executor.store.rows.RunLines;
import dev.millrace.outbox.Outbox;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Sagas in the rows of the run store.
final class PostgresSagas {

  private final JdbcClient database;
  private final GuardedTransaction guarded;
  private final TransactionTemplate transaction;
  private final RunLines lines;

  PostgresSagas(
      JdbcClient database,
      PlatformTransactionManager transactions,
      GuardedTransaction handlers,
      RunLines lines) {
    this.database = database;
    this.guarded = handlers;
    this.transaction = new TransactionTemplate(transactions);
    this.lines = lines;
  }

  RunStore.Verdict step(TaskClaim claim, SagaWork work) throws Exception {
    return guarded.run(
        claim,
        within -> {
          SagaWork.Written written = work.write(within);
          // Last, so that the row is locked for a moment only: the heartbeat's progress needs it
          // too.
          return within
              .sql(
                  """
                  with step as (
                    update millrace_engine.run set saga = ?::json, saga_end = ?, seq = seq + 1
                    where task_id = ? and epoch = ? and (? or state <> 'compensating') and state in
                  """
                      + HELD
                      + " returning seq, ?::text as tail) select count(*)::int as guarded, "
                      + Outbox.EMIT_SEQ_AND_TAIL
                      + "::text from step")
              .param(Json.of(written.next()).text())
              .param(endOf(written.next()))
              .param(claim.taskId().value())
              .param(claim.epoch())
              // A handler that was abandoned may still be in a step forward when the way back
              // begins.
              .param(written.next().unwinds())
              .param(lines.tail(claim, written.fact()))
              .query((row, _) -> row.getInt("guarded"))
              .single();
        });
  }

  Unwinding unwind(TaskClaim claim, SagaEnd end) {
    return Objects.requireNonNull(transaction.execute(_ -> unwindLocked(claim, end)));
  }

  private Unwinding unwindLocked(TaskClaim claim, SagaEnd end) {
    record Locked(SagaState saga, boolean compensates) {}
    Optional<Locked> row =
        database
            .sql(
                """
                select saga, state = 'compensating' as compensates from millrace_engine.run
                where task_id = ? and epoch = ? and state in
                """
                    + HELD
                    + " for update")
            .param(claim.taskId().value())
            .param(claim.epoch())
            .query((found, _) -> {
              String saga = found.getString("saga");
              return new Locked(
                  saga == null ? SagaState.NEW : new Json(saga).as(SagaState.class),
                  found.getBoolean("compensates"));
            })
            .optional();
    if (row.isEmpty()) {
      return new Unwinding.Refused();
    }
    SagaState found = row.get().saga();
    if (!found.unwinds() && found.steps().isEmpty()) {
      return new Unwinding.NothingToUndo();
    }
    SagaState next = found.unwinding(end, claim.attempt());
    if (!row.get().compensates()) {
      write(claim, next, found.unwinds());
    }
    return new Unwinding.Begun(next);
  }

  /// Executors that vanished on the way forward say nothing about the way back.
  private void write(TaskClaim claim, SagaState next, boolean again) {
    SagaEnd end = Objects.requireNonNull(next.end());
    database
        .sql(
            """
            with begun as (
              update millrace_engine.run set saga = ?::json, saga_end = ?, state = 'compensating', seq = seq + 1,
                  takeovers = case when ? then takeovers else 0 end
              where task_id = ? returning seq, ?::text as tail)
            select
            """
                + Outbox.EMIT_SEQ_AND_TAIL
                + "::text from begun")
        .param(Json.of(next).text())
        .param(endOf(next))
        .param(again)
        .param(claim.taskId().value())
        .param(lines.tail(claim, new TaskCompensationStarted(claim.attempt(), end.reason())))
        .query((_, _) -> true)
        .list();
  }

  /// Beside the saga, for whoever asks by SQL: steps hold texts of users.
  private static @Nullable String endOf(SagaState saga) {
    return switch (saga.end()) {
      case null -> null;
      case SagaEnd.Failed _ -> "failed";
      case SagaEnd.Cancelled _ -> "cancelled";
      case SagaEnd.TimedOut _ -> "timeout";
    };
  }
}
