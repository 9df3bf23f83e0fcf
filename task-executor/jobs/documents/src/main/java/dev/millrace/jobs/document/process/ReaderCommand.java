package dev.millrace.jobs.document.process;

import dev.millrace.jobs.document.extract.ReaderMain;
import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/// How a reader process is started: the JDK of this process, with a small heap, few threads, the
/// least of a compiler, and without a network where the system lets its users take it away.
///
/// @param classPath of [ReaderClassPath]
record ReaderCommand(String classPath, DataSize heap, ExtractionLimits limits) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Two ways of the same program, as root and as anybody else.
  private static final List<List<String>> WITHOUT_NETWORK =
      List.of(
          List.of("unshare", "--net", "--"),
          List.of("unshare", "--map-current-user", "--net", "--"));

  private static final List<String> ISOLATION = isolation();

  /// Starts a process whose folder is `folder`.
  Process start(Path folder) throws IOException {
    return in(folder, words(folder)).start();
  }

  /// The program and its arguments.
  List<String> words(Path folder) {
    List<String> command = new ArrayList<>(ISOLATION);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap.toMegabytes() + "m",
            "-Xms16m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ActiveProcessorCount=1",
            "-XX:MaxMetaspaceSize=96m",
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:MaxDirectMemorySize=16m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash"),
            "-Xshare:auto",
            "-Xlog:disable",
            "-Djava.io.tmpdir=" + folder,
            "-Djava.awt.headless=true",
            "-Djdk.net.hosts.file=" + folder.resolve("no-hosts"),
            "-cp",
            classPath,
            ReaderMain.class.getName(),
            folder.toString(),
            limits.argument()));
    return command;
  }

  /// Whether the processes have no network, whatever runs in them.
  static boolean isIsolated() {
    return !ISOLATION.isEmpty();
  }

  static ProcessBuilder in(Path folder, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "C.UTF-8");
    variables.put("HOME", folder.toString());
    return builder;
  }

  private static List<String> isolation() {
    for (List<String> way : WITHOUT_NETWORK) {
      List<String> probe = new ArrayList<>(way);
      probe.add("true");
      try {
        Process process =
            new ProcessBuilder(probe)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor(PATIENCE) && process.exitValue() == 0) {
          return way;
        }
        process.destroyForcibly();
      } catch (IOException _) {
        // there is no such program on this system
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return List.of();
  }
}
