package dev.millrace.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

  @ParameterizedTest
  @CsvSource({
    "%PDF-1.7, PDF",
    "'#!junk\n%PDF-1.4', PDF",
    "<!DOCTYPE html><html>, HTML",
    "'  <?xml version=\"1.0\"?><!-- c --><HTML>', HTML",
    "<xml>, TEXT",
    "Tender, TEXT",
    "'a\tb\r\nc', TEXT"
  })
  void kindIsToldByTheBeginning(String head, FileKind kind) {
    assertThat(FileKind.of(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
  }

  @Test
  @Timeout(5)
  void commentsAreReadOver() {
    String comments = "<!---->".repeat(FileKind.HEAD / 7);

    assertThat(FileKind.of((comments + "<html>").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FileKind.HTML);
    assertThat(FileKind.of("<!-- a - b -- c --> <html>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FileKind.HTML);
    assertThat(FileKind.of(comments.repeat(20).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FileKind.TEXT);
  }

  @Test
  void archiveMayBeAWordDocument() {
    assertThat(FileKind.of(HexFormat.of().parseHex("504b030414000600"))).isEqualTo(FileKind.DOCX);
  }

  @Test
  void textMayHaveOtherEncodings() {
    assertThat(FileKind.of("招标文件".getBytes(Charset.forName("GB18030")))).isEqualTo(FileKind.TEXT);
    assertThat(FileKind.of("Tender".getBytes(StandardCharsets.UTF_16))).isEqualTo(FileKind.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a0000000d49484452, binary",
    "7f454c4602010100, binary",
    "1f8b0800000000000003, binary",
    "d0cf11e0a1b11ae10000, password",
    "7b5c727466315c616e7369, rich text"
  })
  void otherKindsAreRefused(String head, String reason) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> FileKind.of(HexFormat.of().parseHex(head)))
        .satisfies(e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNSUPPORTED_FILE))
        .withMessageContaining(reason);
  }
}
