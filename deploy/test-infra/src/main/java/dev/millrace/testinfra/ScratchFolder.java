package dev.millrace.testinfra;

import dev.millrace.embedded.DataFolder;
import dev.millrace.embedded.Folders;
import dev.millrace.embedded.postgres.EmbeddedDatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A data folder for one run, deleted at its end. PostgreSQL's programs are unpacked beside it once
/// and stay for the next run.
record ScratchFolder(DataFolder data) implements AutoCloseable {

  static ScratchFolder create() {
    try {
      return new ScratchFolder(DataFolder.open(Files.createTempDirectory("millrace-test-")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EmbeddedDatabaseSettings postgres(int port) {
    var user = System.getProperty("user.name");
    var binaries = Path.of(System.getProperty("java.io.tmpdir"), "millrace-programs-" + user);
    return new EmbeddedDatabaseSettings(data.postgres(), port, binaries);
  }

  @Override
  public void close() {
    data.close();
    try {
      Folders.delete(data.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
