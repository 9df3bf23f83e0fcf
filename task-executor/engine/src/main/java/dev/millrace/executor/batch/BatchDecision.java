package dev.millrace.executor.batch;

import dev.millrace.events.task.TaskError;
import java.util.List;
import java.util.Locale;

/// What a batch waits for, and how it ends. Pure.
sealed interface BatchDecision {

  /// Children are not over yet.
  record Wait() implements BatchDecision {}

  /// All children are over, and the batch was cancelled.
  record EndCancelled() implements BatchDecision {}

  /// All children are over: the batch is `completed`, with a report.
  record Complete(BatchReport report) implements BatchDecision {}

  /// All children are over, and the batch has failed.
  record Fail(String code, String message) implements BatchDecision {}

  /// Decides.
  ///
  /// A batch that goes on after failures is completed as soon as one child is: its report says how
  /// the others ended. It fails when no child was completed and one failed, since nothing came of
  /// it then. A batch that stops fails with its first failed child.
  ///
  /// @param failures the first failed children, read when all are over
  static BatchDecision of(
      BatchParameters batch, ChildCounts counts, List<BatchReport.Failure> failures) {
    if (counts.ended() < batch.total()) {
      return new Wait();
    }
    if (counts.cancelling()) {
      return new EndCancelled();
    }
    if (counts.unsuccessful() > 0 && (batch.stopsOnFailure() || counts.completed() == 0)) {
      return new Fail(
          batch.stopsOnFailure() ? "batch-stopped" : "batch-failed",
          String.format(
                  Locale.ROOT,
                  "of %d tasks %d completed, %d failed, %d timed out and %d were cancelled",
                  batch.total(),
                  counts.completed(),
                  counts.failed(),
                  counts.timeout(),
                  counts.cancelled())
              + first(failures));
    }
    return new Complete(
        new BatchReport(
            batch.type(),
            batch.total(),
            counts.completed(),
            counts.failed(),
            counts.cancelled(),
            counts.timeout(),
            failures));
  }

  private static String first(List<BatchReport.Failure> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    BatchReport.Failure first = failures.getFirst();
    TaskError error = first.error();
    return String.format(
        Locale.ROOT,
        "; first %s: %s",
        first.id(),
        error == null ? first.status() : error.message());
  }
}
