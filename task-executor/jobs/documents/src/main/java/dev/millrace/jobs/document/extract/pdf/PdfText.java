package dev.millrace.jobs.document.extract.pdf;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/// Reads PDF page by page, so that every passage knows its page.
///
/// A document that is encrypted but opens without a password is read: its owner restricted
/// printing, not reading.
public final class PdfText {

  private static final int PIECE = 64 * 1024;

  /// What stands behind all objects, and what these begin with.
  private static final List<String> ENDS = List.of("startxref", "%%EOF");

  private static final String OBJECT = "0 obj";

  /// How PDFBox says that a document is encrypted to certificates, or in a way of some other
  /// program; it has no exception for it.
  private static final List<String> OTHER_KEY =
      List.of("Provided decryption material is not compatible", "No security handler for filter");

  private PdfText() {}

  /// Reads a file, and says how many pages it has.
  ///
  /// @param header where it begins; what stands before it is none of the document
  public static int read(Path file, int header, ExtractionLimits limits, PassageSink sink)
      throws IOException {
    Path document = header <= 0 ? file : cut(file, header);
    LimitedFilters filters = LimitedFilters.install(limits);
    try {
      int pages = pages(document, limits, sink);
      filters.requireWithin();
      return pages;
    } catch (InvalidPasswordException _) {
      throw Refused.encrypted();
    } catch (NoClassDefFoundError _) {
      // PDFBox reads what is encrypted to certificates with a library that is not here.
      throw Refused.encrypted();
    } catch (StackOverflowError _) {
      throw Refused.tooCostly("the document nests its objects too deeply");
    } catch (IOException | RuntimeException e) {
      // PDFBox goes on without a stream that it cannot unpack, and says what it misses then.
      filters.requireWithin();
      if (OTHER_KEY.stream().anyMatch(String.valueOf(e.getMessage())::startsWith)) {
        throw Refused.encrypted();
      }
      throw e instanceof Refused refused ? refused : Refused.broken("PDF");
    } finally {
      if (header > 0) {
        Files.delete(document);
      }
    }
  }

  private static Path cut(Path file, int header) throws IOException {
    Path document = Files.createTempFile("document", ".pdf");
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(document)) {
      in.skipNBytes(header);
      in.transferTo(out);
    }
    return document;
  }

  private static int pages(Path file, ExtractionLimits limits, PassageSink sink)
      throws IOException {
    var scratch = MemoryUsageSetting.setupTempFileOnly(limits.inflated()).streamCache;
    try (PDDocument pdf =
        Loader.loadPDF(new RandomAccessReadBufferedFile(file.toFile()), "", null, null, scratch)) {
      int pages = pdf.getNumberOfPages();
      if (pages > limits.pages()) {
        throw Refused.tooLarge(
            String.format(
                Locale.ROOT, "the document has %d pages, the limit is %d", pages, limits.pages()));
      }
      new PdfPages(limits, sink).read(pdf);
      if (pages == 0 || !isWhole(file)) {
        throw Refused.broken("PDF");
      }
      return pages;
    }
  }

  /// A file that was cut off lacks pages, or what they say, and a part must not pass for the whole.
  /// It ends within its objects, as one does that was made for the web and has an end in its first
  /// part.
  private static boolean isWhole(Path file) throws IOException {
    boolean whole = false;
    try (InputStream in = Files.newInputStream(file)) {
      String kept = "";
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        String window = kept + new String(piece, StandardCharsets.ISO_8859_1);
        int end = ENDS.stream().mapToInt(window::lastIndexOf).max().orElse(-1);
        int object = window.lastIndexOf(OBJECT);
        whole = end == object ? whole : end > object;
        kept = window.substring(Math.max(0, window.length() - ENDS.getFirst().length()));
      }
    }
    return whole;
  }
}
