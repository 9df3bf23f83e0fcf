package dev.millrace.bench.node;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The folders in which programs are looked for.
public record SearchPath(List<Path> folders) {

  public SearchPath {
    folders = List.copyOf(folders);
  }

  public static SearchPath ofThisProcess() {
    return of(System.getenv().getOrDefault("PATH", ""));
  }

  static SearchPath of(String variable) {
    return new SearchPath(
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(variable)
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList());
  }

  Optional<Path> find(String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /// Why the first of these that is missing is missed, if one is.
  Optional<String> missing(String... programs) {
    return List.of(programs).stream()
        .filter(program -> find(program).isEmpty())
        .map(program -> program + " is not on the PATH")
        .findFirst();
  }
}
