package dev.millrace.executor.handler;

/// What a handler does with its thread, and so where the engine runs it.
///
/// A virtual thread gives its core back only where it blocks. As many handlers as there are cores
/// that compute on virtual threads would stop every other virtual thread of the process, HTTP among
/// them. So a handler that says nothing counts as one that computes: a handler that waits is slower
/// then than it could be, and harms nobody.
public enum Workload {

  /// Parses, compresses, evaluates: keeps a core busy for more than some milliseconds at a time.
  ///
  /// It runs on a platform thread, with a turn for a core. It gives the turn to others for a moment
  /// in [TaskContext#commit], [TaskContext#progress], [TaskContext#isStopping],
  /// [TaskContext#stopIfAsked] and between the steps of a saga. The time limit of an attempt counts
  /// from its first turn.
  COMPUTES,

  /// Blocks nearly all the time: calls remote services, starts processes, sleeps, asks databases.
  ///
  /// It runs on a virtual thread, thousands of them at once.
  WAITS
}
