package dev.millrace.jobs.document.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.jobs.document.SampleFiles;
import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.Refused;
import dev.millrace.jobs.document.extract.passage.Spaces;
import dev.millrace.jobs.document.extract.word.XmlPart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Word document says, streamed, is what POI's tree of it says.
class WordTextTest {

  private static final ExtractionLimits LIMITS = new ExtractionLimits(20 << 20, 10, 1_000_000);

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void documentReadsAsItDoesInPoi(long seed) throws IOException {
    byte[] docx = document(new Random(seed));

    assertThat(passages(docx)).isEqualTo(byPoi(docx)).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<w:r><w:t>a</w:t><w:tab/><w:t xml:space=\"preserve\"> b</w:t><w:br/><w:t>c</w:t></w:r>",
        "<w:r><w:rPr><w:caps/></w:rPr><w:t>shouted</w:t></w:r>",
        "<w:r><w:rPr><w:caps w:val=\"0\"/></w:rPr><w:t>said</w:t></w:r>",
        "<w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>new</w:t></w:r><w:ins><w:r><w:t>er</w:t></w:r></w:ins></w:ins>",
        "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>",
        "<w:fldSimple w:instr=\"PAGE\"><w:r><w:t>7</w:t></w:r></w:fldSimple>",
        "<w:r><w:instrText>PAGE</w:instrText><w:t>8</w:t><w:noBreakHyphen/><w:t>9</w:t></w:r>",
        "<w:smartTag w:element=\"x\"><w:smartTag w:element=\"y\"><w:r><w:t>s</w:t></w:r>"
            + "</w:smartTag></w:smartTag>",
        "<w:sdt><w:sdtContent><w:r><w:t>held</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:ruby><w:rt><w:r><w:t>han</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
            + "</w:rubyBase></w:ruby></w:r>",
        "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"1\"/>"
            + "</w:checkBox></w:ffData></w:fldChar><w:t> yes</w:t></w:r>",
        "<w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:proofErr"
            + " w:type=\"x\"/><w:r><w:t>z</w:t></w:r>"
      })
  void inlineContentReadsAsItDoesInPoi(String inline) throws IOException {
    byte[] docx = withContent("<w:p><w:pPr><w:tabs/></w:pPr>" + inline + "</w:p>");

    assertThat(passages(docx)).isEqualTo(byPoi(docx)).isNotEmpty();
  }

  @Test
  void writtenCharactersAreNoEntities() throws IOException {
    int many = 200_000;
    String text = "&amp;&#65;".repeat(many);

    assertThat(passages(withContent("<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>")))
        .containsExactly("&A".repeat(many));
  }

  @Test
  void nestingIsLimited() throws IOException {
    byte[] nested = withContent("<w:tbl><w:tr><w:tc>".repeat(100));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> passages(nested))
        .satisfies(e -> assertThat(e.code()).isEqualTo("document-too-costly"));
  }

  @Test
  void entitiesAndOutsideReferencesAreRefused() throws IOException {
    byte[] entities =
        replaced(
            "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + main("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"));

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> passages(entities))
        .satisfies(e -> assertThat(e.code()).isEqualTo("broken-document"));
  }

  private List<String> passages(byte[] docx) throws IOException {
    List<String> passages = new ArrayList<>();
    Extraction.of(
        Files.write(folder.resolve("document"), docx), LIMITS, (_, _, text) -> passages.add(text));
    return passages;
  }

  private static List<String> byPoi(byte[] docx) throws IOException {
    List<String> paragraphs = new ArrayList<>();
    try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(docx))) {
      for (IBodyElement element : document.getBodyElements()) {
        if (element instanceof XWPFParagraph paragraph) {
          paragraphs.add(Spaces.collapse(paragraph.getText()));
        } else if (element instanceof XWPFTable table) {
          table
              .getRows()
              .forEach(row ->
                  paragraphs.add(
                      row.getTableCells().stream()
                          .map(WordTextTest::text)
                          .filter(cell -> !cell.isEmpty())
                          .collect(Collectors.joining(" | "))));
        }
      }
    }
    paragraphs.removeIf(String::isEmpty);
    return paragraphs;
  }

  /// POI puts the paragraphs of a cell together without a space.
  private static String text(XWPFTableCell cell) {
    return cell.getParagraphs().stream()
        .map(XWPFParagraph::getText)
        .map(Spaces::collapse)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static byte[] document(Random random) throws IOException {
    try (XWPFDocument docx = new XWPFDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      for (int i = 0; i < 30; i++) {
        XWPFParagraph paragraph = docx.createParagraph();
        switch (random.nextInt(5)) {
          case 0 -> table(docx, random);
          case 1 -> {
            XWPFRun run = paragraph.createRun();
            run.setText("tab");
            run.addTab();
            run.setText("and break");
            run.addBreak();
            run.setText("  end ");
          }
          case 2 -> paragraph.createHyperlinkRun("http://x").setText("link " + i);
          case 3 -> paragraph.createRun().setText("");
          default -> paragraph.createRun().setText("投标 paragraph " + random.nextInt(1000));
        }
      }
      docx.write(out);
      return out.toByteArray();
    }
  }

  private static void table(XWPFDocument docx, Random random) {
    XWPFTable table = docx.createTable(1 + random.nextInt(3), 1 + random.nextInt(4));
    table
        .getRows()
        .forEach(row ->
            row.getTableCells()
                .forEach(cell -> {
                  if (random.nextInt(3) > 0) {
                    cell.setText("cell " + random.nextInt(100));
                    cell.addParagraph().createRun().setText("more");
                  }
                }));
  }

  private static byte[] withContent(String body) throws IOException {
    return replaced(main(body));
  }

  private static String main(String body) {
    return "<w:document xmlns:w=\""
        + XmlPart.WORD
        + "\"><w:body>"
        + body
        + "</w:body></w:document>";
  }

  /// A document of POI with another main part.
  private static byte[] replaced(String main) throws IOException {
    return SampleFiles.withEntry(
        SampleFiles.docx("x"), "word/document.xml", main.getBytes(StandardCharsets.UTF_8));
  }
}
