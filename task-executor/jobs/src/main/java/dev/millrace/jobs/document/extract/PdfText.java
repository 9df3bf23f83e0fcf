package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.nio.file.Path;
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
final class PdfText {

  private PdfText() {}

  /// Reads a file, and says how many pages it has.
  static int read(Path file, ExtractionLimits limits, PassageSink sink) throws IOException {
    LimitedFilters filters = LimitedFilters.install(limits);
    try {
      int pages = pages(file, limits, sink);
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
      throw e instanceof Refused refused ? refused : Refused.broken("PDF");
    }
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
      return Math.max(pages, 1);
    }
  }
}
