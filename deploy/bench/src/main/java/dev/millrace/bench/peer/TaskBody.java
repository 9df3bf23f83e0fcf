package dev.millrace.bench.peer;

import java.time.Duration;

/// What a worker does for one task.
public interface TaskBody {

  /// Does it.
  ///
  /// @param id the task, the same whenever it runs again
  void run(String id, Duration sleep) throws Exception;
}
