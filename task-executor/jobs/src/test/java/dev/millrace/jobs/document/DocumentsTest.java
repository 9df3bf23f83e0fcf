package dev.millrace.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.executor.handler.PermanentFailure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(60)
class DocumentsTest {

  private static final DocumentLimits SMALL =
      new DocumentLimits(DataSize.ofMegabytes(5), DataSize.ofMegabytes(20), 3, 100_000);

  private final Documents documents = new Documents(SMALL);

  @Test
  void aPdfKeepsPagesAndParagraphs() throws Exception {
    Document document =
        documents.read(
            SampleFiles.pdf(
                List.of(
                    List.of(
                        "The first paragraph goes", "over two lines.", "", "", "The second one."),
                    List.of("Another page."))));
    assertThat(document.kind()).isEqualTo(Document.Kind.PDF);
    assertThat(document.pages()).isEqualTo(2);
    assertThat(document.passages())
        .containsExactly(
            new Passage("The first paragraph goes over two lines.", new Place(1, 1)),
            new Passage("The second one.", new Place(1, 2)),
            new Passage("Another page.", new Place(2, 1)));
  }

  @Test
  void aDocxKeepsParagraphsAndTableRows() throws Exception {
    Document document = documents.read(SampleFiles.docx("投标人须知", "Second."));
    assertThat(document.kind()).isEqualTo(Document.Kind.DOCX);
    assertThat(document.passages())
        .extracting(Passage::text)
        .containsExactly("投标人须知", "Second.", "Price | 40 points");
    assertThat(document.passages().get(1).place()).hasToString("paragraph 2");
  }

  @Test
  void htmlLosesScriptsAndKeepsBlocks() {
    String html =
        "<!DOCTYPE html><html><head><title>t</title><script>evil()</script></head><body><h1>Title</h1>"
            + "<p>One <b>bold</b> word.</p><table><tr><td>a</td><td>b</td></tr></table>"
            + "<style>x{}</style><ul><li>first<li>second</ul></body></html>";
    Document document = documents.read(html.getBytes(StandardCharsets.UTF_8));
    assertThat(document.kind()).isEqualTo(Document.Kind.HTML);
    assertThat(document.passages())
        .extracting(Passage::text)
        .containsExactly("Title", "One bold word.", "a | b", "first", "second");
  }

  @Test
  void chineseTextIsReadInItsOwnEncoding() {
    byte[] gbk = "项目概况\n\n投标截止时间为三月一日。".getBytes(Charset.forName("GB18030"));
    assertThat(documents.read(gbk).passages())
        .extracting(Passage::text)
        .containsExactly("项目概况", "投标截止时间为三月一日。");
  }

  @Test
  void wrappedLinesOfPlainTextAreOneParagraph() {
    Document document =
        documents.read(
            "This line is long enough to have been wrapped by somebody's edi-\ntor here.\n- item\n\nNext.");
    assertThat(document.passages())
        .extracting(Passage::text)
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
    assertThat(codeOf(SampleFiles.pdfBomb(30))).isEqualTo("document-too-large");
  }

  @Test
  void tooLongAndTooLargeIsRefused() throws Exception {
    assertThat(codeOf(new byte[6 << 20])).isEqualTo("document-too-large");
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

  private String codeOf(byte[] bytes) {
    return catchThrowableOfType(PermanentFailure.class, () -> documents.read(bytes)).code();
  }
}
