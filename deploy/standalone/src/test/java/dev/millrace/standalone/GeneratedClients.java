package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import tools.jackson.databind.json.JsonMapper;

/// Clients that openapi-generator makes of a document: what a user has who runs it, in folders of
/// their names.
final class GeneratedClients {

  /// For the JDK's own client, with everything else as it is by default.
  static final String NATIVE = "native";

  /// For Spring Boot 4.
  static final String RESTCLIENT = "restclient";

  /// For `fetch`, of browsers and Node.
  static final String TYPESCRIPT = "typescript-fetch";

  /// Put there by the build.
  private static final String GENERATOR = "target/openapi-generator-cli.jar";

  private static final Map<String, Map<String, Object>> OPTIONS =
      Map.of(
          NATIVE,
          Map.of(
              "generatorName",
              "java",
              "library",
              NATIVE,
              "additionalProperties",
              Map.of("useJakartaEe", true)),
          RESTCLIENT,
          Map.of(
              "generatorName",
              "java",
              "library",
              RESTCLIENT,
              "additionalProperties",
              Map.of("useSpringBoot4", true, "useJackson3", true)),
          TYPESCRIPT,
          Map.of("generatorName", TYPESCRIPT));

  private final Path folder;

  /// @param folder where they go; it is empty
  GeneratedClients(Path folder) {
    this.folder = folder;
  }

  /// Generates all of them, in one process.
  void generate(String document) throws IOException, InterruptedException {
    Path api = Files.writeString(folder.resolve("api.json"), document);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                GENERATOR,
                "batch",
                "--fail-fast"));
    for (var options : OPTIONS.entrySet()) {
      var all = new TreeMap<String, Object>(options.getValue());
      all.put("inputSpec", api.toString());
      all.put("outputDir", of(options.getKey()).toString());
      Path file = folder.resolve(options.getKey() + ".json");
      command.add(Files.writeString(file, JsonMapper.shared().writeValueAsString(all)).toString());
    }
    Path said = folder.resolve("generator.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("the generator ended").isTrue();
      assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /// The folder of one.
  Path of(String client) {
    return folder.resolve(client);
  }

  /// Compiles a client in Java with the programs that use it, on the class path of this test.
  ClassLoader compile(String client, Path... programs) throws IOException {
    List<Path> sources = new ArrayList<>(List.of(programs));
    try (Stream<Path> all = Files.walk(of(client).resolve("src/main/java"))) {
      all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
    }
    Path classes = Files.createDirectories(of(client).resolve("classes"));
    var said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
      var units = files.getJavaFileObjectsFromPaths(sources);
      boolean good = compiler.getTask(said, files, null, options, null, units).call();
      assertThat(good).as("%s compiles: %s", client, said).isTrue();
    }
    URL[] compiled = {classes.toUri().toURL()};
    return new URLClassLoader(compiled, getClass().getClassLoader());
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path"),
        System.getProperty("surefire.test.class.path", ""));
  }
}
