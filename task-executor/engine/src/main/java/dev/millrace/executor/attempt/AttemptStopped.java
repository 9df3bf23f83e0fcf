package dev.millrace.executor.attempt;

/// Ends a handler from within [dev.millrace.executor.handler.TaskContext#commit], when it was asked
/// to stop. Handlers let it through.
final class AttemptStopped extends RuntimeException {

  AttemptStopped(StopReason reason) {
    super("stopped: " + reason, null, false, false);
  }
}
