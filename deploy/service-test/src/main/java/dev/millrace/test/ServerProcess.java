package dev.millrace.test;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Millrace as a child process, on a folder of its own that it deletes when it ends.
///
/// It ends when its standard input does, so with this process, however that ends.
record ServerProcess(Process process, Path folder, Path log, Map<String, String> properties)
    implements AutoCloseable {

  private static final Duration TO_START = Duration.ofMinutes(3);
  private static final Duration TO_STOP = Duration.ofSeconds(60);
  private static final Duration GLANCE = Duration.ofMillis(50);

  /// A file that the program's jar has, and no other.
  private static final String PROGRAM = "/META-INF/millrace-standalone.txt";

  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dfile.encoding=UTF-8",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Returns when everything runs.
  ///
  /// @throws IllegalStateException when it does not, with the last line that it wrote
  static ServerProcess start() {
    try {
      Path folder = Files.createTempDirectory("millrace-test-");
      Path log = log(folder);
      Process process =
          new ProcessBuilder(command(folder))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Path ready = folder.resolve("service.properties");
      await(process, ready, log);
      return new ServerProcess(process, folder, log, read(ready));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What shows the issuer of tokens that this process may have any.
  String secret() {
    try {
      return Files.readString(folder.resolve("data").resolve("token.secret")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Millrace has ended; its log is " + log, e);
    }
  }

  /// Returns when it has ended and its folder is gone.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
            List.of(java),
            OPTIONS,
            List.of("-jar", program().toString(), "test-server", folder.toString()))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static Path program() throws IOException {
    URL marker = ServerProcess.class.getResource(PROGRAM);
    if (marker == null || !(marker.openConnection() instanceof JarURLConnection jar)) {
      throw new IllegalStateException(
          "the program that tests run against, millrace-standalone with the classifier server, is"
              + " not on the class path as a jar");
    }
    try {
      return Path.of(jar.getJarFileURL().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Among what the build leaves behind, where there is such a folder.
  private static Path log(Path folder) {
    String name = folder.getFileName() + ".log";
    Path built = Path.of("target");
    return Files.isDirectory(built)
        ? built.resolve(name).toAbsolutePath()
        : folder.resolveSibling(name);
  }

  private static void await(Process process, Path ready, Path log) throws IOException {
    long deadline = System.nanoTime() + TO_START.toNanos();
    try {
      while (!Files.exists(ready)) {
        if (process.waitFor(GLANCE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException(
              "Millrace did not start: " + lastLine(log) + " Its log is " + log);
        }
        if (System.nanoTime() - deadline > 0) {
          process.destroyForcibly();
          throw new IllegalStateException(
              "Millrace did not start within " + TO_START.toMinutes() + " min; its log is " + log);
        }
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String lastLine(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("millrace: "))
          .reduce((_, later) -> later)
          .orElse("it ended.");
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    var all = new Properties();
    try (Reader text = Files.newBufferedReader(file)) {
      all.load(text);
    }
    return all.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, all::getProperty));
  }

  /// Prints no passwords.
  @Override
  public String toString() {
    return "ServerProcess[" + process.pid() + "]";
  }
}
