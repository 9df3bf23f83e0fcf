package dev.millrace.bench.usage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/// The kernel's files about processes.
///
/// A process or a thread that ends while it is looked at is not there: that is no error.
record ProcFolder(Path root) {

  static final ProcFolder OF_THIS_MACHINE = new ProcFolder(Path.of("/proc"));

  boolean isThere() {
    return Files.isReadable(root.resolve("self/stat"));
  }

  Optional<ProcStat> process(long pid) {
    return read(folder(pid).resolve("stat")).map(ProcStat::parse);
  }

  /// By their ids.
  TreeMap<Long, ProcStat> threads(long pid) {
    var threads = new TreeMap<Long, ProcStat>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder(pid).resolve("task"))) {
      for (var thread : folders) {
        read(thread.resolve("stat"))
            .ifPresent(line ->
                threads.put(Long.valueOf(thread.getFileName().toString()), ProcStat.parse(line)));
      }
    } catch (IOException e) {
      // The process has ended: what was seen of it before is what counts.
      return threads;
    }
    return threads;
  }

  /// What a process calls itself: its command line, which PostgreSQL's processes write over.
  Optional<String> title(long pid) {
    return read(folder(pid).resolve("cmdline")).map(line -> line.replace('\0', ' ').strip());
  }

  private Path folder(long pid) {
    return root.resolve(Long.toString(pid));
  }

  private static Optional<String> read(Path file) {
    try {
      var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      // It ended while it was looked at.
      return Optional.empty();
    }
  }
}
