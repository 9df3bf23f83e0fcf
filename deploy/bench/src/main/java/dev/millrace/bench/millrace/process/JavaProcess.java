package dev.millrace.bench.millrace.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A JVM that serves HTTP, and what it prints.
public record JavaProcess(Process process, Path log) {

  private static final int START_CHECKS = 2_400;

  /// @param file of options that go before the others
  /// @param options of the JVM and of the program
  static JavaProcess start(
      Path file, List<String> options, Map<String, String> environment, Path log)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + file);
    command.addAll(options);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    var process = builder.start();
    // An interrupt of the user ends the harness: what it started must not go on alone.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new JavaProcess(process, log);
  }

  /// Returns when it is ready, and answers how long that took.
  Duration awaitAnswer(MillraceHttp http) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < START_CHECKS; i++) {
      if (!process.isAlive()) {
        throw new IOException("it did not start: " + lastLine());
      }
      if (http.answers()) {
        return Duration.ofNanos(System.nanoTime() - start);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IOException("it did not answer within two minutes: " + lastLine());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Has it stop in order; what does not stop when asked must not disturb what comes next.
  void stop() {
    process.destroy();
    var children = process.descendants().toList();
    try {
      process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      kill();
      children.forEach(ProcessHandle::destroy);
    }
  }

  private String lastLine() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("no output");
    }
  }
}
