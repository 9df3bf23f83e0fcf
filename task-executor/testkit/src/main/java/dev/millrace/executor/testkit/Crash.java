package dev.millrace.executor.testkit;

/// The process is gone, as far as the handler can tell. An error, so that no handler takes it for a
/// failure of its own.
public final class Crash extends Error {

  private static final long serialVersionUID = 1;

  Crash(KillPoint where) {
    super("the process died " + where, null, false, false);
  }
}
