package dev.millrace.jobs.document.extract.passage;

import static org.assertj.core.api.Assertions.assertThat;

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
    "'\ufeff%PDF-1.4\n', PDF",
    "' \r\n\t %PDF-1.4\n', PDF",
    "'HTTP/1.1 200 OK %PDF-1.4\r1 0 obj', PDF",
    "'A file of the kind begins with %PDF-1.4 and a line end.', TEXT",
    "<!DOCTYPE html><html>, HTML",
    "'\ufeff<!doctype HTML>', HTML",
    "'  <?xml version=\"1.0\"?><!-- c --><HTML>', HTML",
    "'<div class=\"a\">', HTML",
    "'<meta charset=gbk>', HTML",
    "'<svg xmlns=\"http://www.w3.org/2000/svg\">', HTML",
    "'\n<p>text', HTML",
    "'<h1\n>', HTML",
    "'<!-- a comment --> <section>', HTML",
    "'<!-- a comment -->\n# A heading of Markdown', TEXT",
    "<xml>, TEXT",
    "'<a@example.com> wrote', TEXT",
    "'<pages>', TEXT",
    "Tender, TEXT",
    "'a\tb\r\nc', TEXT"
  })
  void kindIsToldByTheBeginning(String head, FileKind kind) {
    assertThat(FileKind.of(head.getBytes(StandardCharsets.UTF_8))).isEqualTo(kind);
  }

  @Test
  void headerOfAPdfStandsInTheFirst1024Bytes() {
    String pdf = "%PDF-1.4\n1 0 obj\n";

    assertThat(FileKind.headerOfPdf(("x".repeat(1023) + pdf).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(1023);
    assertThat(FileKind.of(("x".repeat(1023) + pdf).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(FileKind.PDF);
    assertThat(FileKind.of(("x".repeat(1024) + pdf).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(FileKind.TEXT);
    assertThat(FileKind.of((" ".repeat(1024) + pdf).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(FileKind.TEXT);
  }

  @Test
  @Timeout(5)
  void commentsAreReadOver() {
    String comments = "<!---->".repeat(FileKind.HEAD / 7);

    assertThat(FileKind.of((comments + "<html>").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FileKind.HTML);
    assertThat(FileKind.of("<!-- a - b -- c --> <html>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FileKind.HTML);
    assertThat(FileKind.of((comments + "text").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FileKind.TEXT);
  }

  @Test
  void commentThatIsLongerThanWhatIsLookedAtBeginsAPage() {
    byte[] head = ("<!-- " + "saved from a site -".repeat(300)).getBytes(StandardCharsets.UTF_8);

    assertThat(FileKind.of(head)).isEqualTo(FileKind.HTML);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8"})
  void markStandsBeforeTheMarkup(String charset) {
    assertThat(FileKind.of("\ufeff<html>".getBytes(Charset.forName(charset))))
        .isEqualTo(FileKind.HTML);
    assertThat(FileKind.of("\ufeffTender".getBytes(Charset.forName(charset))))
        .isEqualTo(FileKind.TEXT);
  }

  @Test
  void textMayHaveOtherEncodings() {
    assertThat(FileKind.of("招标文件".getBytes(Charset.forName("GB18030")))).isEqualTo(FileKind.TEXT);
    assertThat(FileKind.of("日本語".getBytes(Charset.forName("Shift_JIS")))).isEqualTo(FileKind.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "504b030414000600, DOCX",
    "89504e470d0a1a0a0000000d49484452, BINARY",
    "7f454c4602010100, BINARY",
    "1f8b0800000000000003, BINARY",
    "d0cf11e0a1b11ae10000, OLE2",
    "7b5c727466315c616e7369, RTF"
  })
  void otherKindsAreKnown(String head, FileKind kind) {
    assertThat(FileKind.of(HexFormat.of().parseHex(head))).isEqualTo(kind);
  }
}
