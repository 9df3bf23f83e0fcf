package dev.millrace.bench.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory a process and its descendants hold.
///
/// Shared pages are split between those that share them (PSS), so PostgreSQL's processes add up.
/// Where the kernel does not say (no Linux, process gone) it is 0.
public final class ProcessMemory {

  private static final Path PROC = Path.of("/proc");

  private ProcessMemory() {}

  /// Of this process alone.
  public static long of(ProcessHandle process) {
    var folder = PROC.resolve(Long.toString(process.pid()));
    try (var lines = Files.lines(folder.resolve("smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(ProcessMemory::bytes)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // It ended while it was looked at, or this kernel has no such file: nothing to add.
      return 0;
    }
  }

  /// Of the process and everything it started.
  public static long ofTree(ProcessHandle process) {
    return of(process) + ofDescendants(process);
  }

  public static long ofDescendants(ProcessHandle process) {
    return process.descendants().mapToLong(ProcessMemory::of).sum();
  }

  /// A line is a name, a number and `kB`.
  static long bytes(String line) {
    var words = line.strip().split("\\s+", -1);
    return Long.parseLong(words[1]) << 10;
  }
}
