package dev.millrace.jobs.calibration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs one command under `guard.sh`, and leaves nothing of it behind.
///
/// The guard's standard input is a pipe from this process. Closing it is how a run is stopped, and
/// it closes by itself when this process dies, so that a killed executor's command is gone within
/// the grace period, before anybody else may take the task over.
final class GuardedCommand {

  private static final String GUARD = guard();
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Duration SLACK = Duration.ofSeconds(3);
  private static final int ERROR_LIMIT = 4096;

  private final Duration grace;
  private final int outputLimit;
  private final Map<String, String> environment;

  /// @param environment all that the command gets, beside its folder as `HOME` and `TMPDIR`
  GuardedCommand(Duration grace, int outputLimit, Map<String, String> environment) {
    this.grace = grace;
    this.outputLimit = outputLimit;
    this.environment = Map.copyOf(environment);
  }

  /// How a command ended.
  ///
  /// @param exitCode its own, or 128 and the signal that ended it
  record Ended(int exitCode, Output output, Output errors) {}

  /// Hears what has been printed so far, from the running thread.
  @FunctionalInterface
  interface Listener {
    void printed(Output output);
  }

  /// Blocks until the command and everything in its process group is gone.
  ///
  /// @throws InterruptedException after the whole group has been ended
  Ended run(List<String> command, Listener listener) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("millrace-calibration-");
    Process guard = start(command, folder);
    try {
      Output output = new Output(guard.getInputStream(), outputLimit);
      Output errors = new Output(guard.getErrorStream(), ERROR_LIMIT);
      long heard = 0;
      while (!guard.waitFor(GLANCE)) {
        if (output.printed() > heard) {
          heard = output.printed();
          listener.printed(output);
        }
      }
      output.await(SLACK);
      errors.await(SLACK);
      return new Ended(guard.exitValue(), output, errors);
    } finally {
      stop(guard);
      remove(folder);
    }
  }

  private Process start(List<String> command, Path folder) throws IOException {
    List<String> guarded =
        new ArrayList<>(
            List.of("/bin/sh", "-c", GUARD, "guard", folder.toString(), "" + grace.toSeconds()));
    guarded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(guarded).directory(folder.toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    variables.put("LANG", "C.UTF-8");
    variables.putAll(environment);
    variables.put("HOME", folder.toString());
    variables.put("TMPDIR", folder.toString());
    return builder.start();
  }

  /// Closes the pipe and waits for the guard to do its work; what has left the group but not the
  /// family is killed by its id. Waits through further interrupts, for the grace period at most.
  private void stop(Process guard) throws IOException {
    List<ProcessHandle> family = guard.descendants().toList();
    guard.getOutputStream().close();
    boolean interrupted = false;
    long end = System.nanoTime() + grace.plus(SLACK).toNanos();
    while (guard.isAlive() && System.nanoTime() < end) {
      try {
        guard.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    guard.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The guard has done this already, unless it was killed itself.
  private static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".stopping"));
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String guard() {
    try (InputStream script = GuardedCommand.class.getResourceAsStream("guard.sh")) {
      if (script == null) {
        throw new IllegalStateException("guard.sh is missing from the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
