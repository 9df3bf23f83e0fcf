package dev.millrace.bench.contender;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// How much of a Java process's heap is in use by objects that can be reached.
///
/// Asked of the JDK's `jcmd`, whose histogram makes a full collection first.
public final class LiveHeap {

  private LiveHeap() {}

  public static long of(ProcessHandle process) throws IOException, InterruptedException {
    var asked =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    var printed = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException("jcmd: " + printed.lines().findFirst().orElse("no output"));
    }
    return bytes(printed);
  }

  /// The last line is `Total`, the number of objects and that of bytes.
  static long bytes(String histogram) throws IOException {
    var total = histogram.lines().filter(line -> line.startsWith("Total ")).findFirst();
    return Long.parseLong(
        total
            .orElseThrow(() -> new IOException("a histogram without its total"))
            .strip()
            .split("\\s+", -1)[2]);
  }
}
