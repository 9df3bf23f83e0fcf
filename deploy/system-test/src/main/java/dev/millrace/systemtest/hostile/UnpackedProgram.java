package dev.millrace.systemtest.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The program as the front-door script unpacks it, in the same place.
final class UnpackedProgram {

  private UnpackedProgram() {}

  static Path jar(Path root) {
    return folder(root).resolve("millrace.jar");
  }

  private static Path folder(Path root) {
    return root.resolve("deploy/standalone/target/program");
  }

  /// Unpacks it where it is older than what was built.
  static void of(Path root) throws IOException {
    Path packed = root.resolve("deploy/standalone/target/millrace.jar");
    Path unpacked = jar(root);
    if (!Files.exists(packed)) {
      throw new IllegalStateException(packed + " is missing: ./millrace build makes it");
    }
    if (Files.exists(unpacked)
        && Files.getLastModifiedTime(unpacked).compareTo(Files.getLastModifiedTime(packed)) >= 0) {
      return;
    }
    Path fresh = root.resolve("deploy/standalone/target/program.new");
    delete(folder(root));
    delete(fresh);
    Process unpacking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djarmode=tools",
                "-jar",
                packed.toString(),
                "extract",
                "--destination",
                fresh.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!unpacking.waitFor(3, TimeUnit.MINUTES) || unpacking.exitValue() != 0) {
        throw new IOException(packed + " could not be unpacked");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    Files.setLastModifiedTime(fresh.resolve("millrace.jar"), FileTime.from(Instant.now()));
    Files.move(fresh, folder(root), StandardCopyOption.ATOMIC_MOVE);
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
