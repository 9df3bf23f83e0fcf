package dev.millrace.systemtest.fleet;

import dev.millrace.embedded.Ports;
import dev.millrace.embedded.StartupProblem;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Ports that stay a fleet's while their processes are down.
///
/// They are below the range from which the system gives ports to outgoing connections (from 32768
/// on Linux), so that none of those can take one meanwhile.
final class FleetPorts {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  private int next = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - 500);

  int next() {
    while (next < HIGHEST) {
      int port = next++;
      try {
        Ports.requireFree(port, "a fleet", "");
        return port;
      } catch (StartupProblem e) {
        // Somebody's: the next one.
      }
    }
    throw new IllegalStateException("no free port up to " + HIGHEST);
  }

  List<Integer> next(int count) {
    return IntStream.range(0, count).mapToObj(_ -> next()).toList();
  }
}
