package dev.millrace.jobs.document.extract.passage;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What kind of file its first bytes say it is. Neither its name nor the media type that came along
/// plays a part.
public enum FileKind {
  PDF,
  DOCX,
  HTML,
  TEXT,
  /// An Office document of the old binary kind, or one that needs a password.
  OLE2,
  RTF,
  BINARY;

  /// How much of a file is looked at.
  public static final int HEAD = 4096;

  private static final int HEADER_OF_PDF = 1024;
  private static final String MARK = "\u00ef\u00bb\u00bf";

  /// The header as it stands behind other bytes: with its version, and nothing more in its line, so
  /// that a text that speaks of it is none.
  private static final Pattern PDF_HEADER =
      Pattern.compile("%PDF-[0-9]\\.[0-9](?=[ \\t]?+[\\r\\n%]|\\z)");

  private static final Pattern BLANK = Pattern.compile("[\\s\\x00]*+");

  /// What the rules for browsers call HTML, and more elements that pages begin with. A comment
  /// begins a page, too, unless it ends and text follows, as in Markdown. Possessive throughout, so
  /// that it never looks at a character twice.
  private static final Pattern MARKUP =
      Pattern.compile(
          "^\\s*+(?:<\\?xml[^>]*+>\\s*+)?+(?:(?:<!--[^-]*+(?:-(?!->)[^-]*+)*+-->\\s*+)++(?:<|\\z)"
              + "|<!--(?!(?s:.*)-->)|<!doctype\\s++html\\b"
              + "|<(?:a|address|article|aside|b|base|blockquote|body|br|button|center|dd|details|div"
              + "|dl|dt|em|fieldset|figure|font|footer|form|frameset|h[1-6]|head|header|hr|html|i"
              + "|iframe|img|input|li|link|main|meta|nav|noscript|ol|p|pre|script|section|small|span"
              + "|strong|style|sub|summary|sup|svg|table|tbody|td|template|th|thead|title|tr|tt|u|ul"
              + "|video)(?=[\\s/>]))");

  /// The kind of a file that begins so.
  public static FileKind of(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    if (headerOfPdf(bytes) >= 0) {
      return PDF;
    }
    if (bytes.startsWith("PK\3\4")) {
      return DOCX;
    }
    if (bytes.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      return OLE2;
    }
    if (bytes.startsWith("{\\rtf")) {
      return RTF;
    }
    String text = unmarked(head, bytes);
    if (text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u001b".indexOf(c) < 0)) {
      return BINARY;
    }
    return MARKUP.matcher(text.toLowerCase(Locale.ROOT)).lookingAt() ? HTML : TEXT;
  }

  /// Where the header of a PDF begins in its first bytes; -1 where there is none.
  public static int headerOfPdf(byte[] head) {
    return headerOfPdf(new String(head, StandardCharsets.ISO_8859_1));
  }

  private static int headerOfPdf(String bytes) {
    Matcher blank = BLANK.matcher(bytes);
    blank.region(bytes.startsWith(MARK) ? MARK.length() : 0, bytes.length());
    int begin = blank.lookingAt() ? blank.end() : 0;
    if (begin >= HEADER_OF_PDF || !bytes.startsWith("%PDF-", begin)) {
      Matcher header = PDF_HEADER.matcher(bytes);
      begin = header.find() ? header.start() : HEADER_OF_PDF;
    }
    return begin < HEADER_OF_PDF ? begin : -1;
  }

  /// The encoding that a mark at the beginning of a text says; null where there is none.
  ///
  /// @param head four bytes at least, or all that there are
  public static @Nullable Charset marked(byte[] head) {
    String bytes = new String(head, StandardCharsets.ISO_8859_1);
    if (bytes.startsWith(MARK)) {
      return StandardCharsets.UTF_8;
    }
    if (bytes.startsWith("\u00ff\u00fe\0\0") || bytes.startsWith("\0\0\u00fe\u00ff")) {
      return Charset.forName("UTF-32");
    }
    return bytes.startsWith("\u00fe\u00ff") || bytes.startsWith("\u00ff\u00fe")
        ? StandardCharsets.UTF_16
        : null;
  }

  /// Texts have no control characters but white space and escapes, whatever their encoding. UTF-16
  /// and UTF-32 are known by their mark.
  private static String unmarked(byte[] head, String bytes) {
    Charset marked = marked(head);
    if (marked == null) {
      return bytes;
    }
    return marked.equals(StandardCharsets.UTF_8)
        ? bytes.substring(MARK.length())
        : new String(head, marked);
  }
}
