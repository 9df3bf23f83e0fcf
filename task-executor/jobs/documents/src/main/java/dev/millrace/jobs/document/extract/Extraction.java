package dev.millrace.jobs.document.extract;

import dev.millrace.jobs.document.extract.passage.ExtractionLimits;
import dev.millrace.jobs.document.extract.passage.FileKind;
import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import dev.millrace.jobs.document.extract.pdf.PdfText;
import dev.millrace.jobs.document.extract.text.HtmlText;
import dev.millrace.jobs.document.extract.text.PlainText;
import dev.millrace.jobs.document.extract.word.DocxText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What was read of a document.
///
/// @param pages how many there are; 0 for kinds that have none
public record Extraction(FileKind kind, int pages) {

  private static final int PIECE = 64 * 1024;

  /// Extracts the text of a file of any supported kind.
  ///
  /// @throws Refused `unsupported-document`, `encrypted-document`, `document-too-large`,
  ///   `document-too-costly`, `broken-document` or `no-text`
  /// @throws IOException when the file cannot be read now
  public static Extraction of(Path file, ExtractionLimits limits, PassageSink sink)
      throws IOException {
    Counted counted = new Counted(limits, sink);
    byte[] head = head(file);
    FileKind kind = FileKind.of(head);
    int pages =
        switch (kind) {
          case PDF -> PdfText.read(file, FileKind.headerOfPdf(head), limits, counted);
          case DOCX -> DocxText.read(file, limits, counted);
          case HTML -> HtmlText.read(file, counted);
          case TEXT -> PlainText.read(file, limits.characters(), counted);
          case OLE2 ->
              throw isEncrypted(file)
                  ? Refused.encrypted()
                  : Refused.unsupported("this is an Office document of the old binary kind");
          case RTF -> throw Refused.unsupported("this is a rich text document");
          case BINARY ->
              throw Refused.unsupported("this is a binary file of a kind that is not known here");
        };
    counted.requireSome();
    return new Extraction(kind, pages);
  }

  /// The same passages that a TXT file with this content would have.
  ///
  /// @throws Refused `document-too-large` or `no-text`
  public static void of(String text, ExtractionLimits limits, PassageSink sink) {
    Counted counted = new Counted(limits, sink);
    PlainText.read(text, counted);
    counted.requireSome();
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(FileKind.HEAD);
    }
  }

  /// An encrypted Office document is an OLE2 container with an entry of that name.
  private static boolean isEncrypted(Path file) throws IOException {
    String wanted =
        new String(
            "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    try (InputStream in = Files.newInputStream(file)) {
      String kept = "";
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        String window = kept + new String(piece, StandardCharsets.ISO_8859_1);
        if (window.contains(wanted)) {
          return true;
        }
        kept = window.substring(Math.max(0, window.length() - wanted.length()));
      }
      return false;
    }
  }

  /// Ends a document where it has more text than is allowed.
  private static final class Counted implements PassageSink {
    private final ExtractionLimits limits;
    private final PassageSink sink;
    private long characters;
    private int passages;

    Counted(ExtractionLimits limits, PassageSink sink) {
      this.limits = limits;
      this.sink = sink;
    }

    @Override
    public void passage(int page, int paragraph, String text) {
      characters += text.length();
      if (characters > limits.characters()) {
        throw Refused.tooLarge(
            String.format(
                Locale.ROOT, "the document has more than %d characters", limits.characters()));
      }
      if (++passages > ExtractionLimits.PASSAGES) {
        throw Refused.tooLarge(
            String.format(
                Locale.ROOT,
                "the document has more than %d paragraphs",
                ExtractionLimits.PASSAGES));
      }
      sink.passage(page, paragraph, text);
    }

    void requireSome() {
      if (passages == 0) {
        throw Refused.empty();
      }
    }
  }
}
