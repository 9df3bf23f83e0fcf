package dev.millrace.jobs.document;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/// Reads PDF page by page, so that every passage knows its page.
///
/// A document that is encrypted but opens without a password is read: its owner restricted
/// printing, not reading.
final class PdfText {

  private static final String PARAGRAPH = "\u001e";

  private final DocumentLimits limits;

  PdfText(DocumentLimits limits) {
    this.limits = limits;
  }

  Document read(byte[] bytes) {
    PdfStreams.checkInflation(bytes, limits.inflated().toBytes());
    try (PDDocument pdf =
        Loader.loadPDF(
            new RandomAccessReadBuffer(bytes),
            "",
            null,
            null,
            IOUtils.createTempFileOnlyStreamCache())) {
      int pages = pdf.getNumberOfPages();
      if (pages > limits.pages()) {
        throw Refusal.tooLarge(
            "the document has %d pages, the limit is %d".formatted(pages, limits.pages()));
      }
      return new Document(Document.Kind.PDF, pages, passages(pdf, pages));
    } catch (InvalidPasswordException _) {
      throw Refusal.encrypted();
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException _) {
      throw Refusal.broken("PDF");
    }
  }

  private List<Passage> passages(PDDocument pdf, int pages) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setParagraphStart(PARAGRAPH);
    stripper.setLineSeparator("\n");
    List<Passage> passages = new ArrayList<>();
    long characters = 0;
    for (int page = 1; page <= pages; page++) {
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      StringWriter text = new StringWriter();
      stripper.writeText(pdf, text);
      characters += text.getBuffer().length();
      if (characters > 2L * limits.characters()) {
        throw Refusal.tooLarge(
            "the document has more than %d characters".formatted(limits.characters()));
      }
      int paragraph = 0;
      for (String block : text.toString().split(PARAGRAPH, -1)) {
        StringBuilder joined = new StringBuilder();
        block
            .lines()
            .map(Spaces::collapse)
            .filter(line -> !line.isEmpty())
            .forEach(line -> Spaces.join(joined, line));
        if (!joined.isEmpty()) {
          passages.add(new Passage(joined.toString(), new Place(page, ++paragraph)));
        }
      }
    }
    return passages;
  }
}
