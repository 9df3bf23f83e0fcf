package dev.millrace.executor.saga;

/// Ends a handler that is called to hear of its compensations, at its first step that was not
/// completed. An error, so that no handler takes it for a failure of its own.
final class SagaUnwinds extends Error {

  private static final long serialVersionUID = 1;

  SagaUnwinds() {
    super("the saga is being undone", null, false, false);
  }
}
