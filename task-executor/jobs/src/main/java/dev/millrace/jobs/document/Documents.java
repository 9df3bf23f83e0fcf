package dev.millrace.jobs.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads documents of any supported kind.
///
/// The kind is recognised by content; a name or a media type that somebody sent along plays no
/// part.
public final class Documents {

  private static final int HEAD = 4096;
  private static final Pattern HTML =
      Pattern.compile(
          "^\\s*(<\\?xml[^>]*>\\s*)?(<!--.*?-->\\s*)*<(!doctype\\s+html|html|head|body)\\b.*",
          Pattern.DOTALL);

  private final DocumentLimits limits;

  public Documents(DocumentLimits limits) {
    this.limits = limits;
  }

  /// Extracts the text.
  ///
  /// @throws dev.millrace.executor.handler.PermanentFailure `unsupported-document`,
  ///   `encrypted-document`, `document-too-large`, `broken-document` or `no-text`
  public Document read(byte[] bytes) {
    if (bytes.length > limits.size().toBytes()) {
      throw Refusal.tooLarge(
          "the document has %d bytes, the limit is %d"
              .formatted(bytes.length, limits.size().toBytes()));
    }
    Document document =
        switch (kindOf(bytes)) {
          case PDF -> new PdfText(limits).read(bytes);
          case DOCX -> new DocxText(limits).read(bytes);
          case HTML -> HtmlText.read(bytes);
          case TEXT -> PlainText.read(bytes);
        };
    return checked(document);
  }

  /// The same passages that a TXT file with this content would have.
  public Document read(String text) {
    return checked(PlainText.read(text));
  }

  private Document checked(Document document) {
    long characters = document.characters();
    if (characters == 0) {
      throw Refusal.empty();
    }
    if (characters > limits.characters()) {
      throw Refusal.tooLarge(
          "the document has %d characters, the limit is %d"
              .formatted(characters, limits.characters()));
    }
    return document;
  }

  private static Document.Kind kindOf(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    if (head.startsWith("%PDF-")
        || head.substring(0, Math.min(1024, head.length())).contains("\n%PDF-")) {
      return Document.Kind.PDF;
    }
    if (head.startsWith("PK\3\4")) {
      return Document.Kind.DOCX;
    }
    if (head.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      throw DocxText.isEncrypted(bytes)
          ? Refusal.encrypted()
          : Refusal.unsupported("this is an Office document of the old binary kind");
    }
    String readable = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
    return HTML.matcher(readable.toLowerCase(Locale.ROOT)).matches()
        ? Document.Kind.HTML
        : Document.Kind.TEXT;
  }
}
