package dev.millrace.jobs.document.extract;

import static dev.millrace.jobs.document.extract.WordFile.paragraph;
import static dev.millrace.jobs.document.extract.WordFile.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wherever the text of a Word document stands, it is read, and it is read once.
@Timeout(60)
class WordPlacesTest {

  private static final ExtractionLimits LIMITS = new ExtractionLimits(20 << 20, 10, 100_000);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "word/document2.xml, word/document2.xml",
    "/word/document2.xml, word/document2.xml",
    "./word/../main%20part.xml, main part.xml",
    "main%20part.xml, main%20part.xml"
  })
  void mainPartIsTheOneThatTheArchiveNames(String target, String name) throws IOException {
    assertThat(passages(WordFile.at(target, name, paragraph("main")))).containsExactly("main");
  }

  @Test
  void documentWithoutRelationshipsIsWhereMostAre() throws IOException {
    assertThat(passages(WordFile.at("gone.xml", "word/document.xml", paragraph("main"))))
        .containsExactly("main");
  }

  @Test
  void archiveWhoseMainPartIsOfAnotherKindIsNoWordDocument() {
    WordFile sheet = WordFile.of("").part("word/document.xml", "workbook", "");

    assertThat(codeOf(sheet)).isEqualTo("unsupported-document");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<w:sdt><w:sdtPr/><w:sdtContent>%s</w:sdtContent></w:sdt>",
        "<w:customXml w:element=\"x\"><w:customXmlPr/>%s</w:customXml>",
        "<w:sdt><w:sdtContent><w:customXml><w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>"
            + "</w:customXml></w:sdtContent></w:sdt>"
      })
  void contentControlsHoldBlocksRowsCellsAndRuns(String control) throws IOException {
    String cell = "<w:tc>" + paragraph("c") + "</w:tc>";
    String cells =
        "<w:tr><w:tc>" + paragraph("b") + "</w:tc>" + control.formatted(cell) + "</w:tr>";
    String row = "<w:tr><w:tc>" + control.formatted(paragraph("d")) + "</w:tc></w:tr>";
    String body =
        control.formatted(paragraph("a"))
            + "<w:tbl>"
            + cells
            + control.formatted(row)
            + "</w:tbl><w:p>"
            + control.formatted(run("e"))
            + run("f")
            + "</w:p>"
            + control.formatted("<w:tbl>" + row + "</w:tbl>");

    assertThat(passages(WordFile.of(body))).containsExactly("a", "b | c", "d", "ef", "d");
  }

  @Test
  void textBoxFollowsItsParagraphAndIsReadOnceOfItsTwoForms() throws IOException {
    String box = "<w:txbxContent>" + paragraph("in a box") + paragraph("more") + "</w:txbxContent>";
    String drawn =
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><a xmlns=\"x\"><b>"
            + box
            + "</b></a></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            + box
            + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>";
    String old = "<w:r><w:pict><v xmlns=\"y\">" + box + "</v></w:pict></w:r>";

    assertThat(passages(WordFile.of("<w:p>" + run("before ") + drawn + run("after") + "</w:p>")))
        .containsExactly("before after", "in a box", "more");
    assertThat(passages(WordFile.of("<w:p>" + old + "</w:p>"))).containsExactly("in a box", "more");
  }

  @Test
  void contentOfManyFormsIsReadOnce() throws IOException {
    String forms =
        "<mc:AlternateContent><mc:Choice Requires=\"a\">%s</mc:Choice><mc:Choice Requires=\"b\">%s"
            + "</mc:Choice><mc:Fallback>%s</mc:Fallback></mc:AlternateContent>";
    String box = "<w:txbxContent>" + paragraph("box") + "</w:txbxContent>";
    String drawing = "<w:r><w:drawing>" + forms.formatted(box, box, box) + "</w:drawing></w:r>";
    String block = forms.formatted(paragraph("block"), paragraph("block"), paragraph("block"));

    assertThat(passages(WordFile.of(block + "<w:p>" + drawing + run("run") + "</w:p>" + block)))
        .containsExactly("block", "run", "box", "block");
  }

  @Test
  void nestedTableFollowsTheRowThatItStandsIn() throws IOException {
    String inner =
        "<w:tbl><w:tr><w:tc>"
            + paragraph("x")
            + "</w:tc><w:tc>"
            + paragraph("y")
            + "</w:tc></w:tr></w:tbl>";
    String outer =
        "<w:tbl><w:tr><w:tc>"
            + paragraph("a")
            + inner
            + paragraph("b")
            + "</w:tc><w:tc>"
            + paragraph("c")
            + "</w:tc></w:tr></w:tbl>";

    assertThat(passages(WordFile.of(outer))).containsExactly("a b | c", "x | y");
  }

  @Test
  void movedTextStandsWhereItIsNow() throws IOException {
    String body =
        "<w:p><w:moveFrom>"
            + run("moved ")
            + "</w:moveFrom>"
            + run("first")
            + "</w:p>"
            + "<w:p>"
            + run("second ")
            + "<w:moveTo>"
            + run("moved")
            + "</w:moveTo>"
            + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";

    assertThat(passages(WordFile.of(body))).containsExactly("first", "second moved");
  }

  @Test
  void notesFollowOnceAndLeaveNoMarks() throws IOException {
    String noted =
        "<w:p>"
            + run("The bid")
            + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"
            + run(" closes.")
            + "<w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>";
    WordFile document =
        WordFile.of(noted + noted)
            .related(
                "word/_rels/document.xml.rels",
                "footnotes",
                "footnotes.xml",
                "endnotes",
                "/word/last/notes.xml")
            .part(
                "word/footnotes.xml",
                "footnotes",
                "<w:footnote w:id=\"0\" w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p>"
                    + "</w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r>"
                    + run(" In writing.")
                    + "</w:p>"
                    + paragraph("By post.")
                    + "</w:footnote>")
            .part(
                "word/last/notes.xml",
                "endnotes",
                "<w:endnote w:id=\"2\">" + paragraph("At noon.") + "</w:endnote>");

    assertThat(passages(document))
        .containsExactly(
            "The bid closes.", "In writing.", "By post.", "At noon.", "The bid closes.");
  }

  @Test
  void headersAndFootersFollowTheBodyOnce() throws IOException {
    WordFile document =
        WordFile.of(paragraph("body"))
            .related(
                "word/_rels/document.xml.rels",
                "footer",
                "footer1.xml",
                "header",
                "header1.xml",
                "header",
                "header2.xml",
                "header",
                "header1.xml",
                "header",
                "missing.xml")
            .part("word/header1.xml", "hdr", paragraph("Tender 7"))
            .part("word/header2.xml", "hdr", paragraph("Tender 7") + paragraph("Draft"))
            .part("word/footer1.xml", "ftr", paragraph("Town of X") + paragraph("12"));

    assertThat(passages(document)).containsExactly("body", "Tender 7", "Draft", "Town of X");
  }

  @Test
  void strictDocumentIsReadAsAnyOther() throws IOException {
    WordFile document =
        WordFile.strict(
                paragraph("投标人须知") + "<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>")
            .related("word/_rels/document.xml.rels", "footnotes", "footnotes.xml")
            .part(
                "word/footnotes.xml",
                "footnotes",
                "<w:footnote w:id=\"1\">" + paragraph("note") + "</w:footnote>");

    assertThat(passages(document)).containsExactly("投标人须知", "note");
  }

  @ParameterizedTest
  @EnumSource(
      value = Zip64Mode.class,
      names = {"Never", "AsNeeded", "AlwaysWithCompatibility"})
  void archiveThatWasStreamedIsSound(Zip64Mode large) throws IOException {
    WordFile document = WordFile.of(paragraph("streamed"));

    for (int method : new int[] {ZipArchiveOutputStream.DEFLATED, ZipArchiveOutputStream.STORED}) {
      assertThat(passages(document.bytes(large, method))).containsExactly("streamed");
    }
  }

  @Test
  void limitsHoldOverAllParts() {
    String large = paragraph("x".repeat(60_000));
    String rels = "word/_rels/document.xml.rels";

    assertThat(
            codeOf(
                WordFile.of(large)
                    .related(rels, "header", "h.xml")
                    .part("word/h.xml", "hdr", large)))
        .isEqualTo("document-too-large");
    assertThat(
            codeOf(
                WordFile.of(paragraph("x"))
                    .related(rels, "footnotes", "f.xml")
                    .part(
                        "word/f.xml",
                        "footnotes",
                        "<w:footnote w:id=\"1\">" + large + large + "</w:footnote>")))
        .isEqualTo("document-too-large");
    assertThat(
            codeOf(
                WordFile.of(paragraph("x"))
                    .related(rels, "footer", "f.xml")
                    .part("word/f.xml", "ftr", "<w:p/>".repeat(4 << 20))))
        .isEqualTo("document-too-large");
    assertThat(
            codeOf(
                WordFile.of(paragraph("x"))
                    .related(rels, "header", "h.xml")
                    .part("word/h.xml", "hdr", "<w:tbl><w:tr><w:tc>".repeat(100))))
        .isEqualTo("document-too-costly");
    assertThat(
            codeOf(
                WordFile.of(
                    "<w:p><w:r><w:pict>" + "<w:txbxContent><w:p><w:r><w:pict>".repeat(100))))
        .isEqualTo("document-too-costly");
    assertThat(codeOf(WordFile.of("<w:sdt><w:sdtContent>".repeat(200))))
        .isEqualTo("document-too-costly");
    assertThat(codeOf(WordFile.of(paragraph("x")).related(rels, manyHeaders())))
        .isEqualTo("document-too-large");
  }

  private static String[] manyHeaders() {
    String[] kindsAndTargets = new String[600_000];
    for (int i = 0; i < kindsAndTargets.length; i += 2) {
      kindsAndTargets[i] = "header";
      kindsAndTargets[i + 1] = "header" + i + ".xml";
    }
    return kindsAndTargets;
  }

  private String codeOf(WordFile document) {
    return catchThrowableOfType(Refused.class, () -> passages(document)).code();
  }

  private List<String> passages(WordFile document) throws IOException {
    return passages(document.bytes());
  }

  private List<String> passages(byte[] docx) throws IOException {
    List<String> passages = new ArrayList<>();
    Extraction.of(
        Files.write(folder.resolve("document"), docx), LIMITS, (_, _, text) -> passages.add(text));
    return passages;
  }
}
