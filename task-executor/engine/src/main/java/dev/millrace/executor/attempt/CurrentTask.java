package dev.millrace.executor.attempt;

import dev.millrace.executor.handler.TaskContext;
import java.util.Optional;

/// The task that the calling thread works for.
///
/// Threads that a handler forks in a structured scope inherit it.
public final class CurrentTask {

  static final ScopedValue<TaskContext> CONTEXT = ScopedValue.newInstance();

  private CurrentTask() {}

  /// The context of the running handler, if the caller is one.
  public static Optional<TaskContext> context() {
    return CONTEXT.isBound() ? Optional.of(CONTEXT.get()) : Optional.empty();
  }
}
