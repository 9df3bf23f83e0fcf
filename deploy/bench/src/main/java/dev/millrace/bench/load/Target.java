package dev.millrace.bench.load;

import java.time.Duration;

/// The calls that a load makes on a system under test. Safe for many threads at once.
///
/// A call that submits returns when the system has promised to run the tasks, not before.
public interface Target extends AutoCloseable {

  /// The most tasks that are submitted in one call.
  int BATCH = 1_000;

  /// Submits tasks in one call, the way the system does that fastest.
  ///
  /// @param count at most [#BATCH]
  void submitBatch(int count, Work work) throws Exception;

  /// Submits one task and answers its id.
  String submitOne(Work work) throws Exception;

  /// How many of the tasks submitted through this target a user does not see as finished yet.
  long unfinished() throws Exception;

  /// Returns when a user sees the task as finished; fails when the patience ends first.
  void awaitFinished(String id, Duration patience) throws Exception;

  /// Nothing is consumed from now on; submitting goes on.
  void hold() throws Exception;

  /// Consumes again.
  void release() throws Exception;

  @Override
  void close();
}
