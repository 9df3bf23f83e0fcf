package dev.millrace.api.upload;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// The kinds of file that task types read. Told by content: neither its name nor the media type
/// that came along plays a part.
enum FileKind {
  PDF,
  DOCX,
  HTML,
  TEXT;

  /// How much of a file is looked at.
  static final int HEAD = 4096;

  private static final int MARK_OF_PDF = 1024;

  /// Possessive throughout, so that it never looks at a character twice.
  private static final Pattern MARKUP =
      Pattern.compile(
          "^\\s*+(?:<\\?xml[^>]*+>\\s*+)?+(?:<!--[^-]*+(?:-(?!->)[^-]*+)*+-->\\s*+)*+"
              + "<(?:!doctype\\s++html|html|head|body)\\b");

  /// The kind of a file that begins so.
  ///
  /// @throws ProblemException when it is none of them
  static FileKind of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("%PDF-")
        || text.substring(0, Math.min(MARK_OF_PDF, text.length())).contains("\n%PDF-")) {
      return PDF;
    }
    if (text.startsWith("PK\3\4")) {
      return DOCX;
    }
    if (text.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      throw unsupported(
          "This is an Office document of the old binary kind, or one that needs a password");
    }
    if (text.startsWith("{\\rtf")) {
      throw unsupported("This is a rich text document");
    }
    if (!isText(text)) {
      throw unsupported("This is a binary file of a kind that is not known here");
    }
    String readable = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    return MARKUP.matcher(readable.toLowerCase(Locale.ROOT)).lookingAt() ? HTML : TEXT;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProblemException unsupported(String what) {
    return Problem.of(ProblemType.UNSUPPORTED_FILE, what + "; send PDF, DOCX, HTML or plain text")
        .asException();
  }

  /// Texts have no control characters but white space and escapes, whatever their encoding; UTF-16
  /// is known by its mark.
  private static boolean isText(String head) {
    return head.startsWith("\u00fe\u00ff")
        || head.startsWith("\u00ff\u00fe")
        || head.chars().noneMatch(c -> c < ' ' && "\t\n\r\f\u001b".indexOf(c) < 0);
  }
}
