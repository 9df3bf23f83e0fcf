package dev.millrace.jobs.document.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/// The kinds of documents that are read, told by content: a name or a media type that came along
/// plays no part.
public enum FileKind {
  PDF,
  DOCX,
  HTML,
  TEXT;

  private static final int HEAD = 4096;
  private static final int PIECE = 64 * 1024;

  /// Possessive throughout, so that it never looks at a character twice.
  private static final Pattern MARKUP =
      Pattern.compile(
          "^\\s*+(?:<\\?xml[^>]*+>\\s*+)?+(?:<!--[^-]*+(?:-(?!->)[^-]*+)*+-->\\s*+)*+"
              + "<(?:!doctype\\s++html|html|head|body)\\b");

  static FileKind of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("%PDF-")
        || text.substring(0, Math.min(1024, text.length())).contains("\n%PDF-")) {
      return PDF;
    }
    if (text.startsWith("PK\3\4")) {
      return DOCX;
    }
    if (text.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      throw holds(file, "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE))
          ? Refused.encrypted()
          : Refused.unsupported("this is an Office document of the old binary kind");
    }
    String readable = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    return MARKUP.matcher(readable.toLowerCase(Locale.ROOT)).lookingAt() ? HTML : TEXT;
  }

  /// An encrypted Office document is an OLE2 container with an entry of that name.
  private static boolean holds(Path file, byte[] name) throws IOException {
    String wanted = new String(name, StandardCharsets.ISO_8859_1);
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
}
