package dev.millrace.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFolderTest {

  @TempDir Path root;

  private ProcFolder proc;

  @BeforeEach
  void folder() {
    proc = new ProcFolder(root);
  }

  @Test
  void threadsAreReadByTheirIds() throws IOException {
    write("42/task/42/stat", "42 (java) S 1 1 1 0 -1 64 10 0 0 0 1 0 0 0 20 0 9 0 17 0");
    write(
        "42/task/43/stat", "43 (millrace-outcom) S 1 1 1 0 -1 64 10 0 0 0 30 4 0 0 20 0 9 0 17 0");

    assertThat(proc.threads(42))
        .containsOnlyKeys(42L, 43L)
        .containsEntry(43L, new ProcStat("millrace-outcom", Duration.ofMillis(340)));
  }

  @Test
  void titleIsWhatTheProcessWroteOverItsCommandLine() throws IOException {
    write("7/cmdline", "postgres: millrace_api millrace_api 127.0.0.1(39268) idle\0\0\0\0");

    assertThat(proc.title(7)).contains("postgres: millrace_api millrace_api 127.0.0.1(39268) idle");
  }

  @Test
  void whatHasEndedIsNotThere() throws IOException {
    Files.createDirectories(root.resolve("42/task/43"));

    assertThat(proc.process(42)).isEmpty();
    assertThat(proc.threads(42)).isEmpty();
    assertThat(proc.threads(41)).isEmpty();
    assertThat(proc.title(42)).isEmpty();
  }

  @Test
  void systemWithoutTheFolderIsNoticed() throws IOException {
    assertThat(proc.isThere()).isFalse();
    write("self/stat", "1 (java) S 1");
    assertThat(proc.isThere()).isTrue();
  }

  private void write(String name, String text) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
