package dev.millrace.embedded.postgres;

import dev.millrace.embedded.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// The PostgreSQL that a killed process left running on its folder.
///
/// A postmaster is its own session, so it survives its parent and holds the cluster and the port.
/// It is found by `postmaster.pid` and stopped only when the process of that number is a postgres
/// of this very folder: numbers are used again. A file whose process is gone is left to PostgreSQL,
/// which also looks for the shared memory of surviving children before it removes the file.
public final class OrphanedPostgres {

  private static final Duration FAST = Duration.ofSeconds(20);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);

  private OrphanedPostgres() {}

  /// Leaves no process of PostgreSQL on the cluster.
  ///
  /// @throws StartupProblem when one cannot be stopped
  public static void stop(Path cluster) {
    try {
      var pidFile = cluster.resolve("postmaster.pid");
      var process = processOf(pidFile);
      if (process.isPresent()) {
        if (runsOn(process.get(), cluster)) {
          stop(process.get(), cluster);
        } else {
          // The number is a stranger's by now, or nobody has collected the dead process:
          // PostgreSQL would refuse to start beside either.
          Files.deleteIfExists(pidFile);
        }
      }
      // A postmaster that was killed has children that are about to notice.
      ClusterProcesses.awaitEnd(cluster, FAST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the end of a postmaster that was told to stop, and enforces it when that takes long.
  public static void awaitEnd(ProcessHandle postmaster, Path cluster) {
    try {
      if (!ClusterProcesses.ended(postmaster, FAST)) {
        stop(postmaster, cluster);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Optional<ProcessHandle> processOf(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(pid -> pid.matches("[0-9]{1,18}"))
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
          .filter(ProcessHandle::isAlive);
    }
  }

  private static boolean runsOn(ProcessHandle process, Path cluster) {
    var program = process.info().command().map(Path::of).map(Path::getFileName);
    var arguments = process.info().arguments().orElseGet(() -> new String[0]);
    return program.filter(name -> name.toString().equals("postgres")).isPresent()
        && Arrays.asList(arguments).contains(cluster.toString());
  }

  /// Fast first: sessions end, a checkpoint is written. Immediate when that hangs on a client that
  /// does not answer: nothing committed is lost, the next start recovers it from the WAL.
  private static void stop(ProcessHandle process, Path cluster) throws IOException {
    if (signalled(process, "INT", FAST) || signalled(process, "QUIT", IMMEDIATE)) {
      return;
    }
    throw new StartupProblem(
        "PostgreSQL of an earlier run (process "
            + process.pid()
            + ") still holds "
            + cluster
            + " and does not stop; end it with `kill -QUIT "
            + process.pid()
            + "`.");
  }

  /// By the program `kill`: Java itself knows no other signals than TERM, which waits for clients.
  private static boolean signalled(ProcessHandle process, String signal, Duration patience)
      throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    return ClusterProcesses.ended(process, patience);
  }
}
