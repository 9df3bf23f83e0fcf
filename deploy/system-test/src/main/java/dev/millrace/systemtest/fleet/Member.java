package dev.millrace.systemtest.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process of a fleet, over all its lives.
///
/// Whoever ends it says whether it is to stay down: [#isWanted] is what a [Keeper] goes by when it
/// starts again what has died.
public class Member {

  private static final Duration TO_DIE = Duration.ofSeconds(20);

  private final Role role;
  private final int number;
  private final List<String> command;
  private final Path log;
  private @Nullable Process process;
  private boolean wanted = true;
  private int lives;

  Member(Role role, int number, List<String> command, Path log) {
    this.role = role;
    this.number = number;
    this.command = List.copyOf(command);
    this.log = log;
  }

  public Role role() {
    return role;
  }

  /// From 1.
  public int number() {
    return number;
  }

  public String name() {
    return role.word() + "-" + number;
  }

  public Path log() {
    return log;
  }

  /// Starts the process, unless it runs; does not wait until it serves.
  public synchronized void start() {
    wanted = true;
    if (isAlive()) {
      return;
    }
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      lives++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `kill -9`; a keeper starts it again.
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      await(process);
    }
  }

  /// `kill -9`, and it stays down until [#start].
  public synchronized void hold() {
    wanted = false;
    kill();
  }

  /// `kill -TERM`: it may end in order, and a keeper starts it again. Not by [Process#destroy],
  /// which closes the standard input as well and so ends the process at once.
  public void terminate() {
    signal("TERM");
  }

  /// `kill -STOP`: every thread stands still, every connection stays open.
  public void freeze() {
    signal("STOP");
  }

  /// `kill -CONT`.
  public void thaw() {
    signal("CONT");
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  synchronized boolean isWanted() {
    return wanted;
  }

  /// How often it was started.
  public synchronized int lives() {
    return lives;
  }

  private synchronized void signal(String name) {
    if (process == null || !process.isAlive()) {
      return;
    }
    try {
      await(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(TO_DIE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
