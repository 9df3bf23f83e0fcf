package dev.millrace.bench.load;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// What became of calls that were made at the same time.
final class Outcomes {

  private Outcomes() {}

  /// Waits for all of them. The first failure is thrown as it was.
  static void requireAll(List<? extends Future<?>> calls) throws Exception {
    for (Future<?> call : calls) {
      try {
        call.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }
}
