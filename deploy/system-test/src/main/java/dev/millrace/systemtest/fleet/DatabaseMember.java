package dev.millrace.systemtest.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// PostgreSQL: a postmaster, whose own session outlives the JVM that started it, so both are
/// killed.
final class DatabaseMember extends Member {

  private final Path pidFile;

  DatabaseMember(List<String> command, Path log, Path cluster) {
    super(Role.DATABASE, 1, command, log);
    this.pidFile = cluster.resolve("postmaster.pid");
  }

  /// Its sessions end with the postmaster; nothing is written out, so the next start recovers.
  @Override
  public synchronized void kill() {
    super.kill();
    try {
      if (Files.exists(pidFile)) {
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle.of(pid)
            .filter(found -> found.info().command().orElse("").endsWith("/postgres"))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
