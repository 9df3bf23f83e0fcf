package dev.millrace.jobs.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;

/// Reads DOCX: paragraphs and table rows, in order.
///
/// The archive is unpacked once into nothing before POI sees it, so that a bomb is refused by the
/// bytes it really has and not by the sizes it claims.
final class DocxText {

  private static final int MOST_ENTRIES = 10_000;

  private final DocumentLimits limits;

  DocxText(DocumentLimits limits) {
    this.limits = limits;
  }

  Document read(byte[] bytes) {
    checkArchive(bytes);
    try (XWPFDocument docx = new XWPFDocument(new ByteArrayInputStream(bytes))) {
      List<String> paragraphs = new ArrayList<>();
      for (IBodyElement element : docx.getBodyElements()) {
        switch (element) {
          case XWPFParagraph paragraph -> paragraphs.add(paragraph.getText());
          case XWPFTable table -> table.getRows().forEach(row -> paragraphs.add(text(row)));
          default -> {
            // content controls and pictures: no text of their own
          }
        }
      }
      List<Passage> passages = new ArrayList<>();
      for (String paragraph : paragraphs) {
        String text = Spaces.collapse(paragraph);
        if (!text.isEmpty()) {
          passages.add(new Passage(text, new Place(null, passages.size() + 1)));
        }
      }
      return new Document(Document.Kind.DOCX, null, passages);
    } catch (IOException
        | POIXMLException
        | OpenXML4JRuntimeException
        | IllegalArgumentException _) {
      throw Refusal.broken("DOCX");
    }
  }

  /// Whether an OLE2 container is the wrapper of an encrypted Office document.
  static boolean isEncrypted(byte[] bytes) {
    try (POIFSFileSystem container = new POIFSFileSystem(new ByteArrayInputStream(bytes))) {
      return container.getRoot().hasEntryCaseInsensitive("EncryptedPackage");
    } catch (IOException | RuntimeException _) {
      return false; // damaged: the caller refuses it as unsupported
    }
  }

  private void checkArchive(byte[] bytes) {
    long inflated = 0;
    boolean word = false;
    int entries = 0;
    byte[] buffer = new byte[16_384];
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        word |= entry.getName().equals("word/document.xml");
        if (++entries > MOST_ENTRIES) {
          throw Refusal.tooLarge("the archive has more than " + MOST_ENTRIES + " entries");
        }
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
          inflated += read;
          if (inflated > limits.inflated().toBytes()) {
            throw Refusal.tooLarge(
                "the document unpacks to more than " + limits.inflated().toMegabytes() + " MB");
          }
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      throw Refusal.broken("archive");
    }
    if (!word) {
      throw Refusal.unsupported("this archive is no Word document");
    }
  }

  private static String text(XWPFTableRow row) {
    return row.getTableCells().stream()
        .map(XWPFTableCell::getText)
        .map(Spaces::collapse)
        .filter(cell -> !cell.isEmpty())
        .collect(Collectors.joining(" | "));
  }
}
