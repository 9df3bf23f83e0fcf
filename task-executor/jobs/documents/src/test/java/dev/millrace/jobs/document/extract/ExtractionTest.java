package dev.millrace.jobs.document.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.jobs.document.SampleFiles;
import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.FileKind;
import dev.millrace.jobs.document.extract.passage.Refused;
import dev.millrace.testinfra.hostile.HostileDocument;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExtractionTest {

  private static final ExtractionLimits SMALL = new ExtractionLimits(20 << 20, 3, 100_000);

  @TempDir Path folder;

  @Test
  void aPdfKeepsPagesAndParagraphs() throws Exception {
    Read document =
        read(
            SampleFiles.pdf(
                List.of(
                    List.of(
                        "The first paragraph goes", "over two lines.", "", "", "The second one."),
                    List.of("Another page."))));
    assertThat(document.kind()).isEqualTo(FileKind.PDF);
    assertThat(document.pages()).isEqualTo(2);
    assertThat(document.passages())
        .containsExactly(
            new Text(1, 1, "The first paragraph goes over two lines."),
            new Text(1, 2, "The second one."),
            new Text(2, 1, "Another page."));
  }

  @Test
  void aDocxKeepsParagraphsAndTableRows() throws Exception {
    Read document = read(SampleFiles.docx("投标人须知", "Second."));
    assertThat(document.kind()).isEqualTo(FileKind.DOCX);
    assertThat(document.passages())
        .extracting(Text::text)
        .containsExactly("投标人须知", "Second.", "Price | 40 points");
    assertThat(document.passages().get(1)).isEqualTo(new Text(0, 2, "Second."));
  }

  @Test
  void htmlLosesScriptsAndKeepsBlocks() throws Exception {
    String html =
        "<!DOCTYPE"
            + " html><html><head><title>t</title><script>evil()</script></head><body><h1>Title</h1><p>One"
            + " <b>bold</b> word.</p><table><tr><td>a</td><td>b</td></tr></table>"
            + "<style>x{}</style><ul><li>first<li>second</ul></body></html>";
    Read document = read(html.getBytes(StandardCharsets.UTF_8));
    assertThat(document.kind()).isEqualTo(FileKind.HTML);
    assertThat(document.passages())
        .extracting(Text::text)
        .containsExactly("Title", "One bold word.", "a | b", "first", "second");
  }

  @Test
  void chineseTextIsReadInItsOwnEncoding() throws Exception {
    byte[] gbk = "项目概况\n\n投标截止时间为三月一日。".getBytes(Charset.forName("GB18030"));
    assertThat(read(gbk).passages()).extracting(Text::text).containsExactly("项目概况", "投标截止时间为三月一日。");
  }

  @Test
  void wrappedLinesOfPlainTextAreOneParagraph() {
    List<Text> passages = new ArrayList<>();
    Extraction.of(
        "This line is long enough to have been wrapped by somebody's edi-\ntor here.\n- item\n\nNext.",
        SMALL,
        (page, paragraph, text) -> passages.add(new Text(page, paragraph, text)));
    assertThat(passages)
        .extracting(Text::text)
        .containsExactly(
            "This line is long enough to have been wrapped by somebody's editor here.",
            "- item",
            "Next.");
  }

  @Test
  void encryptedFilesAreRefused() throws Exception {
    assertThat(codeOf(SampleFiles.encryptedPdf())).isEqualTo("encrypted-document");
    assertThat(codeOf(SampleFiles.encryptedDocx())).isEqualTo("encrypted-document");
  }

  @Test
  void bombsAreRefused() throws Exception {
    byte[] zeros = new byte[1 << 20];
    assertThat(codeOf(SampleFiles.zip("word/document.xml", zeros, 30)))
        .isEqualTo("document-too-large");
    assertThat(codeOf(HostileDocument.DOCX_OF_EMPTY_PARAGRAPHS.make(30, 1)))
        .isEqualTo("document-too-large");
    assertThat(codeOf(SampleFiles.pdfBomb(30))).isEqualTo("document-too-large");
  }

  @Test
  void tooLongAndTooLargeIsRefused() throws Exception {
    assertThat(codeOf("word ".repeat(30_000).getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("document-too-large");
    assertThat(
            codeOf(
                SampleFiles.pdf(List.of(List.of("1"), List.of("2"), List.of("3"), List.of("4")))))
        .isEqualTo("document-too-large");
  }

  @Test
  void otherKindsAreRefusedByContent() throws Exception {
    assertThat(codeOf(SampleFiles.zip("a.txt", new byte[] {65}, 1)))
        .isEqualTo("unsupported-document");
    assertThat(codeOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0}))
        .isEqualTo("unsupported-document");
    assertThat(codeOf("%PDF-1.7 and then nothing".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("broken-document");
    assertThat(codeOf("PK\3\4 and then nothing".getBytes(StandardCharsets.US_ASCII)))
        .isIn("broken-document", "unsupported-document");
    assertThat(codeOf(" \n ".getBytes(StandardCharsets.US_ASCII))).isEqualTo("no-text");
  }

  /// The limit is that of all of a document; a process has one of a stream beside it.
  @ParameterizedTest
  @EnumSource(
      value = HostileDocument.class,
      names = {
        "PDF_OF_FLATE",
        "PDF_OF_HEX_AND_FLATE",
        "PDF_OF_ASCII85_AND_FLATE",
        "PDF_OF_LZW",
        "PDF_OF_RUN_LENGTH",
        "PDF_ENCRYPTED",
        "PDF_OF_CROSS_REFERENCES",
        "PDF_OF_OBJECT_STREAMS",
        "DOCX_OF_EMPTY_PARAGRAPHS",
        "DOCX_OF_ONE_TEXT"
      })
  void whatUnpacksToTooMuchIsRefusedWhateverPacksIt(HostileDocument kind) {
    byte[] document = kind.make(25, 1);

    assertThat(document).hasSizeLessThan(1 << 20);
    assertThat(codeOf(document)).isEqualTo("document-too-large");
  }

  @Test
  void pagesThatLookTheSameAreReadOnEachOfThem() throws Exception {
    assertThat(read(SampleFiles.pdfWithOnePageTwice("The same.")).passages())
        .containsExactly(new Text(1, 1, "The same."), new Text(2, 1, "The same."));
  }

  private String codeOf(byte[] bytes) {
    return catchThrowableOfType(Refused.class, () -> read(bytes)).code();
  }

  private Read read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("document"), bytes);
    List<Text> passages = new ArrayList<>();
    Extraction extraction =
        Extraction.of(
            file, SMALL, (page, paragraph, text) -> passages.add(new Text(page, paragraph, text)));
    return new Read(extraction.kind(), extraction.pages(), passages);
  }

  private record Text(int page, int paragraph, String text) {}

  private record Read(FileKind kind, int pages, List<Text> passages) {}
}
