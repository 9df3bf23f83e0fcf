package dev.millrace.embedded.postgres;

import dev.millrace.embedded.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits until processes of a PostgreSQL cluster are gone.
public final class ClusterProcesses {

  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration GLANCE = Duration.ofMillis(20);

  private ClusterProcesses() {}

  /// Whether the process ends in time. One that has died counts even while its parent has not
  /// collected it, as the first process of a container may never do: it has no program any more.
  public static boolean ended(ProcessHandle process, Duration patience) {
    return becomes(() -> !process.isAlive() || process.info().command().isEmpty(), patience);
  }

  /// Waits until no process works in the cluster's folder, where each of PostgreSQL's does. Where
  /// the system does not show that (it has no `/proc`) there is nothing to wait for.
  public static void awaitEnd(Path cluster, Duration patience) throws IOException {
    if (!Files.isDirectory(cluster) || !Files.isDirectory(PROCESSES)) {
      return;
    }
    var real = cluster.toRealPath();
    if (!becomes(() -> ProcessHandle.allProcesses().noneMatch(p -> worksIn(p, real)), patience)) {
      throw new StartupProblem(
          "Processes of an earlier PostgreSQL still work in "
              + cluster
              + " and do not end; end them, then start again.");
    }
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      var link = PROCESSES.resolve(Long.toString(process.pid())).resolve("cwd");
      return Files.readSymbolicLink(link).equals(folder);
    } catch (IOException e) {
      // It ended meanwhile, or is another user's and so not ours.
      return false;
    }
  }

  private static boolean becomes(BooleanSupplier condition, Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    return true;
  }
}
