package dev.millrace.contractcheck.document;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      try {
        Files.writeString(file, document);
        Ended ended = run("check.mjs", kind, file.toString());
        return ended.code() == 0 ? "" : "ended with " + ended.code() + "\n" + ended.said();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compiles a program in TypeScript and runs it.
  ///
  /// @param program in a folder with all that it imports
  /// @return what it printed
  /// @throws IllegalStateException when it does not compile or fails, with what was printed
  public static String compileAndRun(Path program, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("program.mjs", program.toString()));
    all.addAll(List.of(arguments));
    Ended ended = run(all.toArray(String[]::new));
    if (ended.code() != 0) {
      throw new IllegalStateException("ended with " + ended.code() + "\n" + ended.said());
    }
    return ended.said();
  }

  private static Ended run(String... script) throws IOException {
    List<String> command = new ArrayList<>(List.of(String.valueOf(node())));
    command.addAll(List.of(script));
    Path said = Files.createTempFile("millrace", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return new Ended(-1, script[0] + " did not end");
      }
      return new Ended(process.exitValue(), Files.readString(said));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
      Files.delete(said);
    }
  }

  private record Ended(int code, String said) {}

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
