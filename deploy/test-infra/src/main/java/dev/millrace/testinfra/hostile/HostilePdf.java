package dev.millrace.testinfra.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// PDF documents. Object 1 is the catalogue, 2 the root of the pages, 3 the first page.
final class HostilePdf {

  private static final String ROOT = "/Root 1 0 R";
  private static final String BOX = "/MediaBox [0 0 612 792]";

  private HostilePdf() {}

  /// A page whose content is a stream behind filters.
  static byte[] ofStream(String filter, byte[] content) {
    PdfFile pdf = withOnePage("");
    pdf.stream("/Filter " + filter, content);
    return pdf.end(ROOT);
  }

  /// A page whose content is one piece many times.
  static byte[] ofContent(String piece, int bytes) {
    String content = piece.repeat(bytes / piece.length());
    return ofStream("/FlateDecode", Encodings.flate(content.getBytes(StandardCharsets.US_ASCII)));
  }

  /// The same, encrypted so that it opens without a password.
  static byte[] encrypted(byte[] content) {
    EmptyPassword password = new EmptyPassword();
    PdfFile pdf = withOnePage("");
    pdf.stream("/Filter /FlateDecode", password.encrypt(pdf.next(), content));
    pdf.object(password.dictionary());
    return pdf.end(ROOT + " /Encrypt 5 0 R /ID [<" + EmptyPassword.ID + "> <>]");
  }

  /// Forms that draw the next form several times each: `wide` to the power of `deep` drawings.
  static byte[] ofForms(int wide, int deep) {
    byte[] content = "/F Do ".repeat(wide).getBytes(StandardCharsets.US_ASCII);
    PdfFile pdf = withOnePage("/Resources <</XObject <</F 5 0 R>> >>");
    pdf.stream("", content);
    for (int level = 1; level < deep; level++) {
      pdf.stream(form("/Resources <</XObject <</F " + (pdf.next() + 1) + " 0 R>> >>"), content);
    }
    pdf.stream(form(""), "q Q ".getBytes(StandardCharsets.US_ASCII));
    return pdf.end(ROOT);
  }

  /// Pages of one content, each with a box of its own, so that no two look the same.
  static byte[] ofSharedContent(int pages, int bytes, Random random) {
    PdfFile pdf = new PdfFile();
    pdf.object("<</Type /Catalog /Pages 2 0 R>>");
    StringBuilder kids = new StringBuilder();
    for (int page = 0; page < pages; page++) {
      kids.append(page + 4).append(" 0 R ");
    }
    pdf.object("<</Type /Pages /Count " + pages + " /Kids [" + kids + "]>>");
    pdf.stream(
        "/Filter /FlateDecode",
        Encodings.flate("q Q ".repeat(bytes / 4).getBytes(StandardCharsets.US_ASCII)));
    for (int page = 0; page < pages; page++) {
      int width = 600 + page;
      int height = 700 + random.nextInt(100);
      pdf.object(
          "<</Type /Page /Parent 2 0 R /Contents 3 0 R /MediaBox [0 0 %d %d]>>"
              .formatted(width, height));
    }
    return pdf.end(ROOT);
  }

  /// Cross references in a stream that is almost nothing packed.
  static byte[] ofCrossReferences(int bytes) {
    PdfFile pdf = withOnePage("");
    pdf.stream("", new byte[0]);
    int at = pdf.offset();
    pdf.stream(
        "/Type /XRef /Size 6 /W [1 2 1] /Filter /FlateDecode /Encrypt 9 0 R " + ROOT,
        Encodings.flate(bytes));
    return pdf.end(at);
  }

  /// The catalogue in a stream of objects that is almost nothing packed.
  static byte[] ofObjectStream(int bytes) {
    PdfFile pdf = new PdfFile();
    int objects = pdf.offset();
    pdf.stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", Encodings.flate(bytes));
    int references = pdf.offset();
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    entry(table, 0, 0, 255);
    entry(table, 1, objects, 0);
    entry(table, 1, references, 0);
    entry(table, 2, 1, 0);
    pdf.stream("/Type /XRef /Size 4 /W [1 2 1] /Root 3 0 R", table.toByteArray());
    return pdf.end(references);
  }

  private static void entry(ByteArrayOutputStream table, int type, int second, int third) {
    table.write(type);
    table.write(second >> 8);
    table.write(second);
    table.write(third);
  }

  private static PdfFile withOnePage(String entries) {
    PdfFile pdf = new PdfFile();
    pdf.object("<</Type /Catalog /Pages 2 0 R>>");
    pdf.object("<</Type /Pages /Count 1 /Kids [3 0 R]>>");
    pdf.object("<</Type /Page /Parent 2 0 R /Contents 4 0 R " + BOX + " " + entries + ">>");
    return pdf;
  }

  private static String form(String entries) {
    return "/Type /XObject /Subtype /Form /BBox [0 0 612 792] " + entries;
  }
}
