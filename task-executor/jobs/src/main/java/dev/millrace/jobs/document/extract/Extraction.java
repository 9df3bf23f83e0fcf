package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// What was read of a document.
///
/// @param pages how many there are; 0 for kinds that have none
public record Extraction(FileKind kind, int pages) {

  /// Extracts the text of a file of any supported kind.
  ///
  /// @throws Refused `unsupported-document`, `encrypted-document`, `document-too-large`,
  ///   `document-too-costly`, `broken-document` or `no-text`
  /// @throws IOException when the file cannot be read now
  public static Extraction of(Path file, ExtractionLimits limits, PassageSink sink)
      throws IOException {
    Counted counted = new Counted(limits, sink);
    FileKind kind = FileKind.of(file);
    int pages =
        switch (kind) {
          case PDF -> PdfText.read(file, limits, counted);
          case DOCX -> DocxText.read(file, limits, counted);
          case HTML -> HtmlText.read(file, counted);
          case TEXT -> PlainText.read(file, limits.characters(), counted);
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
