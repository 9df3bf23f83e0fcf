package dev.millrace.systemtest.hostile;

import dev.millrace.embedded.Ports;
import dev.millrace.systemtest.fleet.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged program as a new user has it: one process with both servers and all services, on
/// its default heap, with a data folder and ports of its own.
public final class OneProgram implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofMinutes(4);
  private static final Duration TO_STOP = Duration.ofSeconds(20);

  private final Path root;
  private final Path folder;
  private final int port = Ports.freeRow(3);
  private final int kafkaPort = Ports.free();
  private final int postgresPort = Ports.free();
  private final Process process;

  private OneProgram(Path root, Path folder) throws IOException {
    this.root = root;
    this.folder = folder;
    Files.createDirectories(folder);
    this.process =
        java("@" + root.resolve("deploy/standalone/java.options"))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    // It ends with this process, however that ends.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::kill));
  }

  /// Starts it and waits until it is up.
  ///
  /// @param folder for its data and its log
  public static OneProgram start(Path folder) {
    Path root = root();
    try {
      UnpackedProgram.of(root);
      OneProgram program = new OneProgram(root, folder.toAbsolutePath());
      program.awaitUp();
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A token for a user.
  ///
  /// @throws IllegalStateException where there is no answer
  public String token(String user) {
    return OwnIssuer.token(folder.resolve("data"), port, user);
  }

  /// Of task-api; the executor has the next one, the projection the one after.
  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Path log() {
    return folder.resolve("program.log");
  }

  private void awaitUp() {
    boolean up =
        Waiting.until(
            () -> {
              try {
                return Files.readString(log()).contains("Millrace is up") || !process.isAlive();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            STARTUP);
    if (!up || !process.isAlive()) {
      close();
      throw new IllegalStateException("it did not start; see " + log());
    }
  }

  private ProcessBuilder java(String... options) {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(List.of(options));
    builder.command().addAll(List.of("-jar", UnpackedProgram.jar(root).toString()));
    builder.environment().put("MILLRACE_DATA", folder.resolve("data").toString());
    builder.environment().put("MILLRACE_PORT", String.valueOf(port));
    builder.environment().put("MILLRACE_KAFKA_PORT", String.valueOf(kafkaPort));
    builder.environment().put("MILLRACE_POSTGRES_PORT", String.valueOf(postgresPort));
    return builder;
  }

  /// The nearest folder above that holds the program.
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path place = here; place != null; place = place.getParent()) {
      if (Files.exists(place.resolve("deploy/standalone/java.options"))) {
        return place;
      }
    }
    throw new IllegalStateException(here + " is not in a checkout of Millrace");
  }

  /// Ends it and whatever it started, and deletes its data; the log stays.
  @Override
  public void close() {
    process.destroy();
    try {
      var _ = process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS);
      kill();
      UnpackedProgram.delete(folder.resolve("data"));
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A program that is killed leaves its PostgreSQL behind, which is no child of it.
  private void kill() {
    process.destroyForcibly();
    try (Stream<Path> files = Files.walk(folder.resolve("data"), 3)) {
      for (Path file : files.filter(path -> path.endsWith("postmaster.pid")).toList()) {
        String first = Files.readString(file).lines().findFirst().orElse("").strip();
        ProcessHandle.of(Long.parseLong(first))
            .filter(found -> found.info().command().orElse("").endsWith("postgres"))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      // There is no such file, or not any more: no database is left.
    }
  }
}
