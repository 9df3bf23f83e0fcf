package dev.millrace.executor.attempt.decision;

/// Ends a handler from within [dev.millrace.executor.handler.TaskContext#commit], when it was asked
/// to stop. Handlers let it through.
public final class AttemptStopped extends RuntimeException {

  public AttemptStopped(StopReason reason) {
    super("stopped: " + reason, null, false, false);
  }
}
