package dev.millrace.bench.load;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Threads that share a number of calls between them, each making one after the other.
final class Workers {

  private Workers() {}

  /// Returns when all calls are made. The first failure stops everyone and is thrown.
  static void run(int threads, int calls, Deadline deadline, Call call) throws Exception {
    var next = new AtomicInteger();
    var running = new ArrayList<Future<?>>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < threads; thread++) {
        running.add(
            pool.submit(() -> {
              try {
                for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                  deadline.check("call " + i + " of " + calls + " was not made");
                  call.make(i);
                }
              } catch (Exception e) {
                next.set(calls);
                throw e;
              }
              return null;
            }));
      }
    }
    Outcomes.requireAll(running);
  }
}
