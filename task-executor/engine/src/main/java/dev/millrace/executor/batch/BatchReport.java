package dev.millrace.executor.batch;

import dev.millrace.events.task.TaskError;
import dev.millrace.events.task.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A batch's result.
///
/// @param failures the first children that failed or timed out, at most [#SAMPLE]
record BatchReport(
    String type,
    int total,
    int completed,
    int failed,
    int cancelled,
    int timeout,
    List<Failure> failures) {

  /// Children that a report names.
  static final int SAMPLE = 20;

  /// A child that failed or timed out.
  record Failure(TaskId id, String status, @Nullable TaskError error) {}

  BatchReport {
    failures = List.copyOf(failures);
  }
}
