package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path temp;

  @Test
  void newFolderIsMadeAndCarriesTheVersion() throws IOException {
    var path = temp.resolve("a/b");
    try (var folder = DataFolder.open(path)) {
      assertThat(folder.kafka()).isEqualTo(path.resolve("kafka"));
      assertThat(folder.postgres()).isEqualTo(path.resolve("postgres"));
      assertThat(path.resolve("version")).content().isEqualTo(DataFolder.VERSION + "\n");
    }
  }

  @Test
  void closedFolderCanBeOpenedAgain() {
    DataFolder.open(temp).close();
    DataFolder.open(temp).close();
  }

  @Test
  void folderThatIsHeldIsRefused() {
    try (var _ = DataFolder.open(temp)) {
      var self = "process " + ProcessHandle.current().pid();
      assertOneLine("in use by another running Millrace", self, "MILLRACE_DATA");
    }
  }

  @Test
  void folderOfAnotherVersionIsRefusedAndLeftAsItWas() throws IOException {
    Files.writeString(temp.resolve("version"), "0\n");
    assertOneLine("written by another version", "layout 0", "MILLRACE_DATA");
    assertThat(temp.resolve("version")).content().isEqualTo("0\n");
  }

  @Test
  void refusedFolderIsNotHeld() throws IOException {
    Files.writeString(temp.resolve("version"), "0\n");
    assertOneLine("written by another version");
    assertOneLine("written by another version");
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    var file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("below")))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("cannot be made")
        .hasMessageContaining(file.toString());
  }

  @Test
  void folderThatCannotBeWrittenIsRefused() throws IOException {
    Files.createDirectory(temp.resolve("lock"));
    assertOneLine("cannot be written", "MILLRACE_DATA");
  }

  @Test
  void folderAndAllInItIsItsOwnersAlone() throws IOException {
    var path = temp.resolve("a/b");
    DataFolder.open(path).close();
    assertThat(mode(path)).isEqualTo("rwx------");

    var kafka = Files.createDirectories(path.resolve("kafka"));
    var segment = Files.writeString(kafka.resolve("0.log"), "text of a task");
    Files.createSymbolicLink(kafka.resolve("link"), segment);
    for (var open : List.of(path, kafka, segment)) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    DataFolder.open(path).close();
    assertThat(List.of(mode(path), mode(kafka), mode(segment))).containsOnly("rwx------");
  }

  @Test
  void folderThatOthersPutSomethingIntoIsRefusedUntilThatIsGone() throws IOException {
    var foreign = Files.createDirectories(temp.resolve("kafka/log"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
    giveAway(foreign);
    assertOneLine(foreign.toString(), "belongs to", "MILLRACE_DATA");
    assertOneLine(foreign.toString());
    Files.delete(foreign);
    DataFolder.open(temp).close();
  }

  @Test
  void folderOfAnotherUserIsRefused() throws IOException {
    giveAway(temp);
    assertOneLine("belongs to", "MILLRACE_DATA");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void lockThatIsALinkToAnotherFileIsNotWrittenThrough() throws IOException {
    var precious = Files.writeString(temp.resolve("precious"), "mine");
    var folder = Files.createDirectory(temp.resolve("data"));
    Files.createSymbolicLink(folder.resolve("lock"), precious);
    assertThatThrownBy(() -> DataFolder.open(folder)).isInstanceOf(StartupProblem.class);
    assertThat(precious).content().isEqualTo("mine");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /// Only root can do that.
  private static void giveAway(Path path) throws IOException {
    try {
      Files.setAttribute(path, "unix:uid", 65_534);
    } catch (FileSystemException e) {
      abort("this user may give no files to others");
    }
  }

  @Test
  void diskWithTooLittleSpaceIsRefused() {
    assertThatThrownBy(() -> DataFolder.requireSpace(temp, DataFolder.LEAST_FREE_BYTES - 1))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("1023 MB of free disk space")
        .hasMessageContaining(temp.toString());
    DataFolder.requireSpace(temp, DataFolder.LEAST_FREE_BYTES);
  }

  private void assertOneLine(String... parts) {
    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContainingAll(parts)
        .message()
        .hasLineCount(1);
  }
}
