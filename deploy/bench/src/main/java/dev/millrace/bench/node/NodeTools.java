package dev.millrace.bench.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// The programs that the queues of Node need, and the folder of their scripts.
///
/// @param obstacle why they cannot run here, if they cannot: one line
public record NodeTools(SearchPath path, Path scripts, Optional<String> obstacle) {

  private static final Path SCRIPTS = Path.of("deploy", "bench", "node").toAbsolutePath();
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");
  private static final long INSTALL_MINUTES = 5;

  /// Installs the libraries, where there are Node and npm.
  ///
  /// @param log what npm prints
  public static NodeTools install(SearchPath path, Path log) throws InterruptedException {
    var missing = path.missing("node", "npm");
    return new NodeTools(
        path, SCRIPTS, missing.isPresent() ? missing : failureOfInstall(path, log));
  }

  String program(String name) {
    return path.find(name).map(Path::toString).orElse(name);
  }

  /// What the program says when it is asked.
  String versionOf(String program) {
    try {
      var asked = new ProcessBuilder(program(program), "--version").start();
      asked.getOutputStream().close();
      var said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var found = VERSION.matcher(said);
      return found.find() ? found.group() : "unknown";
    } catch (IOException e) {
      return "unknown: " + e.getMessage();
    }
  }

  String versionOfLibrary(String name) {
    return JsonMapper.shared()
        .readTree(scripts.resolve("package.json"))
        .path("dependencies")
        .path(name)
        .asString("unknown");
  }

  private static Optional<String> failureOfInstall(SearchPath path, Path log)
      throws InterruptedException {
    var npm = path.find("npm").orElseThrow().toString();
    try {
      var install =
          new ProcessBuilder(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(SCRIPTS.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!install.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        install.destroyForcibly();
        return Optional.of("npm ci took more than " + INSTALL_MINUTES + " minutes");
      }
      return install.exitValue() == 0
          ? Optional.empty()
          : Optional.of("npm ci failed; " + log + " says more");
    } catch (IOException e) {
      return Optional.of("npm ci: " + e.getMessage());
    }
  }
}
