package dev.millrace.client;

import dev.millrace.client.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one of many submissions.
public sealed interface BulkResult<R extends @Nullable Object> {

  /// There is a task.
  ///
  /// @param coalesced whether an identical task in flight stands for this one: then it is that one
  /// @param ignored the options that were asked for and that the identical task does not have
  record Accepted<R extends @Nullable Object>(
      TaskHandle<R> handle, boolean coalesced, List<String> ignored) implements BulkResult<R> {}

  /// There is none.
  record Refused<R extends @Nullable Object>(ProblemException problem) implements BulkResult<R> {}
}
