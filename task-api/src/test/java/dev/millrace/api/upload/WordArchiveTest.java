package dev.millrace.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class WordArchiveTest {

  private static final int LIMIT = 1_000_000;

  @Test
  void wordDocumentMayBeRead() throws IOException {
    byte[] docx = zip("word/document.xml", LIMIT);

    assertThatCode(() -> WordArchive.check(new ByteArrayInputStream(docx), LIMIT))
        .doesNotThrowAnyException();
  }

  @Test
  void bombIsKnownByWhatItUnpacksTo() throws IOException {
    byte[] bomb = zip("word/document.xml", LIMIT + 1);

    assertThat(bomb).hasSizeLessThan(LIMIT / 100);
    refused(bomb, ProblemType.TOO_LARGE);
  }

  @Test
  void otherArchiveIsRefused() throws IOException {
    refused(zip("xl/workbook.xml", 10), ProblemType.UNSUPPORTED_FILE);
  }

  @Test
  void encryptedArchiveIsRefused() throws IOException {
    byte[] encrypted = zip("word/document.xml", 10);
    encrypted[6] |= 1; // the flag of an entry that needs a password

    assertThat(refused(encrypted, ProblemType.UNUSABLE_FILE)).contains("without a password");
  }

  @Test
  void damagedArchiveIsRefused() throws IOException {
    byte[] damaged = zip("word/document.xml", 100_000);
    for (int i = 60; i < 100; i++) {
      damaged[i] = -1;
    }

    assertThat(refused(damaged, ProblemType.UNUSABLE_FILE)).contains("damaged");
  }

  private static String refused(byte[] archive, ProblemType type) {
    String[] detail = {""};
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> WordArchive.check(new ByteArrayInputStream(archive), LIMIT))
        .satisfies(e -> assertThat(e.problem().type()).isEqualTo(type))
        .satisfies(e -> detail[0] = e.problem().detail());
    return detail[0];
  }

  private static byte[] zip(String name, int size) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(new byte[size]);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
