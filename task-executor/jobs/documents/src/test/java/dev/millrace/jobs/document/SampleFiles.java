package dev.millrace.jobs.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/// Files of every kind, made by the libraries that others make them with.
public final class SampleFiles {

  private SampleFiles() {}

  /// A PDF with the given lines on each page, an empty line between paragraphs.
  public static byte[] pdf(List<List<String>> pages) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      write(pdf, pages);
      return bytes(pdf);
    }
  }

  /// A PDF with two pages of one content.
  public static byte[] pdfWithOnePageTwice(String line) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      write(pdf, List.of(List.of(line)));
      pdf.addPage(new PDPage(new COSDictionary(pdf.getPage(0).getCOSObject())));
      return bytes(pdf);
    }
  }

  public static byte[] encryptedPdf() throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      write(pdf, List.of(List.of("secret")));
      pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      return bytes(pdf);
    }
  }

  /// A PDF with one page and this dictionary of how it is encrypted.
  public static byte[] pdfEncryptedBy(String dictionary) {
    StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
    StringBuilder table = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
    List<String> objects =
        List.of(
            "/Type /Catalog /Pages 2 0 R",
            "/Type /Pages /Count 1 /Kids [3 0 R]",
            "/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]",
            dictionary);
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", pdf.length()));
      pdf.append("%d 0 obj\n<<%s>>\nendobj\n".formatted(i + 1, objects.get(i)));
    }
    int begin = pdf.length();
    pdf.append(table)
        .append("trailer\n<</Size 5 /Root 1 0 R /ID [<00> <00>] /Encrypt 4 0 R>>\n")
        .append("startxref\n%d\n%%%%EOF\n".formatted(begin));
    return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A page whose content stream inflates to `megabytes` of spaces.
  public static byte[] pdfBomb(int megabytes) throws IOException {
    try (PDDocument pdf = new PDDocument()) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        String spaces = " ".repeat(1 << 20);
        for (int i = 0; i < megabytes; i++) {
          content.addComment(spaces);
        }
      }
      return bytes(pdf);
    }
  }

  public static byte[] docx(String... paragraphs) throws IOException {
    try (XWPFDocument docx = new XWPFDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      for (String paragraph : paragraphs) {
        docx.createParagraph().createRun().setText(paragraph);
      }
      XWPFTable table = docx.createTable(1, 2);
      table.getRow(0).getCell(0).setText("Price");
      table.getRow(0).getCell(1).setText("40 points");
      docx.write(out);
      return out.toByteArray();
    }
  }

  public static byte[] encryptedDocx() throws Exception {
    try (POIFSFileSystem container = new POIFSFileSystem();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (var data = encryptor.getDataStream(container)) {
        data.write(docx("secret"));
      }
      container.writeFilesystem(out);
      return out.toByteArray();
    }
  }

  public static byte[] zip(String name, byte[] content, int times) throws IOException {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      for (int i = 0; i < times; i++) {
        zip.write(content);
      }
      zip.closeEntry();
      zip.finish();
      return out.toByteArray();
    }
  }

  /// The same archive with another content of an entry.
  public static byte[] withEntry(byte[] archive, String name, byte[] content) throws IOException {
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        zip.write(entry.getName().equals(name) ? content : from.readAllBytes());
        zip.closeEntry();
      }
      zip.finish();
      return out.toByteArray();
    }
  }

  private static void write(PDDocument pdf, List<List<String>> pages) throws IOException {
    PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    for (List<String> lines : pages) {
      PDPage page = new PDPage();
      pdf.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(font, 10);
        content.setLeading(12);
        content.newLineAtOffset(50, 740);
        for (String line : lines) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
    }
  }

  private static byte[] bytes(PDDocument pdf) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pdf.save(out);
    return out.toByteArray();
  }
}
