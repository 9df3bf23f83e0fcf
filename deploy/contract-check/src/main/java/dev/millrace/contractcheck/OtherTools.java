package dev.millrace.contractcheck;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The tools that users read documents with, such as linters and parsers: `tools/check.mjs`, which
/// needs Node and what `npm ci` installs there.
public final class OtherTools {

  /// What to do where they are not here.
  public static final String ADVICE =
      "the documents are not read by other tools: install Node 20.19 or later, and run"
          + " npm ci --prefix deploy/contract-check/tools";

  private static final String FOLDER = "deploy/contract-check/tools";
  private static final int MINUTES = 3;

  private OtherTools() {}

  /// Whether they are installed.
  public static boolean areHere() {
    return node() != null && Files.isDirectory(folder().resolve("node_modules"));
  }

  /// What they say of a document; blank when that is nothing.
  ///
  /// @param kind `openapi` or `asyncapi`
  /// @param suffix of a file that holds such a document
  public static String say(String kind, String suffix, String document) {
    try {
      Path file = Files.createTempFile("millrace", suffix);
      Path said = Files.createTempFile("millrace", ".txt");
      try {
        Files.writeString(file, document);
        return run(List.of(String.valueOf(node()), "check.mjs", kind, file.toString()), said);
      } finally {
        Files.delete(file);
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(List<String> command, Path said) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return command + " did not end";
      }
      String text = Files.readString(said);
      return process.exitValue() == 0 ? "" : "ended with " + process.exitValue() + "\n" + text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static @Nullable Path node() {
    String path = System.getenv("PATH");
    return path == null
        ? null
        : Arrays.stream(path.split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "node"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
  }

  /// From whatever module asks.
  private static Path folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve(FOLDER);
      if (Files.isRegularFile(folder.resolve("package.json"))) {
        return folder;
      }
    }
    throw new IllegalStateException(FOLDER + " is in no folder above this one");
  }
}
