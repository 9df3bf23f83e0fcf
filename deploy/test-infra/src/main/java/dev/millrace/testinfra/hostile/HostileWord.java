package dev.millrace.testinfra.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Word documents.
final class HostileWord {

  private static final String DECLARED =
      " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";
  private static final String BEGIN = "<w:document" + DECLARED + "<w:body>";
  private static final String END = "</w:body></w:document>";

  private static final String RELATED =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          + "<Relationship Id=\"r1\" Target=\"footnotes.xml\" Type=\"http://schemas"
          + ".openxmlformats.org/officeDocument/2006/relationships/footnotes\"/></Relationships>";

  private HostileWord() {}

  static byte[] of(String piece, int bytes) {
    return archive(BEGIN, piece, bytes, END, "");
  }

  static byte[] ofOneText(int bytes, Random random) {
    String letter = Character.toString('a' + random.nextInt(26));
    return archive(BEGIN + "<w:p><w:r><w:t>", letter, bytes, "</w:t></w:r></w:p>" + END, "");
  }

  static byte[] ofNestedTables(int bytes) {
    return archive(BEGIN, "<w:tbl><w:tr><w:tc>", bytes, "", "");
  }

  /// A long note that every run of a paragraph refers to.
  static byte[] ofRepeatedNotes(int bytes) {
    String reference = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    String notes =
        "<w:footnotes"
            + DECLARED
            + "<w:footnote w:id=\"1\"><w:p><w:r><w:t>"
            + "note ".repeat(20_000)
            + "</w:t></w:r></w:p></w:footnote></w:footnotes>";
    return archive(BEGIN + "<w:p>", reference, bytes, "</w:p>" + END, notes);
  }

  private static byte[] archive(
      String before, String piece, int bytes, String after, String notes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      if (!notes.isEmpty()) {
        zip.putNextEntry(new ZipEntry("word/_rels/document.xml.rels"));
        zip.write(RELATED.getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("word/footnotes.xml"));
        zip.write(notes.getBytes(StandardCharsets.UTF_8));
      }
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(before.getBytes(StandardCharsets.UTF_8));
      byte[] pieces = piece.repeat(64 * 1024 / piece.length()).getBytes(StandardCharsets.UTF_8);
      for (int written = 0; written < bytes; written += pieces.length) {
        zip.write(pieces);
      }
      zip.write(after.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return out.toByteArray();
  }
}
