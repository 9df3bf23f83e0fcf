package dev.millrace.executor.store.postgres;

import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.ExecutorId;
import dev.millrace.events.task.TaskError;
import dev.millrace.executor.saga.SagaEnd;
import dev.millrace.executor.saga.SagaState;
import dev.millrace.executor.store.TaskClaim;
import dev.millrace.executor.store.rows.RunLines;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task without an executor, as it will be once it is taken over, and what becomes of it. Pure.
///
/// A task with steps to undo does not end here: whoever takes it over undoes them first. Only one
/// whose executors vanish while they undo them is given up.
///
/// @param cancelling who wants it gone, if somebody does
record Orphan(TaskClaim claim, ExecutorId from, int takeovers, @Nullable Actor cancelling) {

  /// What ends the task instead of another run of it, if anything does.
  Optional<TakeoverEnds.End> end(int maxTakeovers) {
    boolean killer = takeovers > maxTakeovers;
    if (unwinds()) {
      return killer ? Optional.of(killed()) : Optional.empty();
    }
    if (hasSteps()) {
      return Optional.empty();
    }
    if (cancelling != null) {
      return Optional.of(new TakeoverEnds.End(claim, takeovers, new TaskCancelled(cancelling)));
    }
    return killer ? Optional.of(killed()) : Optional.empty();
  }

  /// The claim under which it goes on, forward or backward.
  TaskClaim next(int maxTakeovers) {
    SagaState saga = claim.saga();
    if (saga == null || !hasSteps()) {
      return claim;
    }
    if (cancelling != null) {
      return claim.with(saga.unwinding(new SagaEnd.Cancelled(cancelling), claim.attempt()));
    }
    return takeovers > maxTakeovers
        ? claim.with(saga.unwinding(new SagaEnd.Failed(killer(), true), claim.attempt()))
        : claim;
  }

  private boolean unwinds() {
    return claim.saga() != null && claim.saga().unwinds();
  }

  private boolean hasSteps() {
    return claim.saga() != null && !claim.saga().steps().isEmpty();
  }

  private TakeoverEnds.End killed() {
    return new TakeoverEnds.End(claim, takeovers, new TaskFailed(claim.attempt(), killer()));
  }

  private TaskError killer() {
    String vanished =
        String.format(Locale.ROOT, "%d executors vanished while they ran this task", takeovers);
    SagaState saga = claim.saga();
    return new TaskError(
        RunLines.EXECUTOR_KILLER,
        saga != null && saga.unwinds() && hasSteps()
            ? vanished + "; these of its steps are not undone: " + saga.left()
            : vanished,
        false);
  }
}
