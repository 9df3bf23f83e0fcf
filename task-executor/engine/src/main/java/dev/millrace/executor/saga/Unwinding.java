package dev.millrace.executor.saga;

/// What becomes of a task with a saga that is about to end without success.
public sealed interface Unwinding {

  /// Its steps are to be undone: that stands in the journal now.
  record Begun(SagaState saga) implements Unwinding {}

  /// Nothing is completed, so the task can end.
  record NothingToUndo() implements Unwinding {}

  /// Another executor owns the task.
  record Refused() implements Unwinding {}
}
