package dev.millrace.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {

  @TempDir Path first;
  @TempDir Path second;

  private SearchPath path;

  @BeforeEach
  void bothFoldersAreSearched() {
    path = new SearchPath(List.of(first, second));
  }

  @Test
  void variableNamesFoldersInTheirOrder() {
    var variable = String.join(File.pathSeparator, first.toString(), "", second.toString());
    assertThat(SearchPath.of(variable)).isEqualTo(path);
    assertThat(SearchPath.of("").folders()).isEmpty();
  }

  @Test
  void firstProgramOfTheNameIsFound() throws IOException {
    make(second, "node", "rwxr-xr-x");
    assertThat(path.find("node")).contains(second.resolve("node"));
    make(first, "node", "rwxr-xr-x");
    assertThat(path.find("node")).contains(first.resolve("node"));
  }

  @Test
  void folderAndFileThatCannotRunAreNoPrograms() throws IOException {
    Files.createDirectory(first.resolve("node"));
    make(second, "node", "rw-r--r--");
    assertThat(path.find("node")).isEmpty();
  }

  @Test
  void firstProgramThatIsMissingIsNamed() throws IOException {
    make(first, "node", "rwxr-xr-x");
    assertThat(path.missing("node", "npm", "redis-server")).contains("npm is not on the PATH");
    make(second, "npm", "rwxr-xr-x");
    assertThat(path.missing("node", "npm")).isEmpty();
  }

  private static void make(Path folder, String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        Files.createFile(folder.resolve(name)), PosixFilePermissions.fromString(permissions));
  }
}
