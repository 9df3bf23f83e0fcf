package dev.millrace.jobs.document.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderClassPathTest {

  @TempDir Path folder;

  @Test
  void readersHaveWhatTheyNeedAndNothingElse() throws IOException {
    assertThat(ReaderClassPath.of(folder).split(File.pathSeparator))
        .hasSize(7)
        .allSatisfy(place -> assertThat(Path.of(place)).exists())
        .noneMatch(place -> place.contains("spring") || place.contains("kafka"));
    assertThat(folder).as("nothing is copied that is a file already").isEmptyDirectory();
  }

  @Test
  void whatIsWithinSpringBootsOneJarIsCopied() throws IOException {
    Path program = folder.resolve("a program.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(program))) {
      for (String name :
          new String[] {"BOOT-INF/lib/x.jar", "BOOT-INF/lib/y.jar", "BOOT-INF/classes/a/B.class"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    String at = "jar:nested:" + program.toUri().getRawPath() + "/!";
    Path copies = folder.resolve("copies");

    Path jar = ReaderClassPath.place(at + "BOOT-INF/lib/x.jar!/", copies);
    Path classes = ReaderClassPath.place(at + "BOOT-INF/classes/!/", copies);

    assertThat(jar).hasContent("BOOT-INF/lib/x.jar");
    assertThat(classes.resolve("a/B.class")).hasContent("BOOT-INF/classes/a/B.class");
    assertThat(copies.resolve("BOOT-INF/lib/y.jar")).doesNotExist();
  }

  @Test
  void placeThatIsNoFileSaysSo() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ReaderClassPath.place("http://127.0.0.1/x.jar", folder))
        .withMessageContaining("no file");
  }
}
