package dev.millrace.api.upload;

import dev.millrace.api.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/// Looks whether a PDF opens without a password. Many are encrypted so that they cannot be printed,
/// and open with the empty one.
///
/// What says that a file is encrypted stands in the clear, so nearly all are only read past once.
/// PDFBox tries the others, from a file and not in memory. A file that it cannot make out is taken:
/// whoever reads it says what is wrong.
final class PdfLock {

  private static final String ENCRYPT = "/Encrypt";
  private static final int PIECE = 64 * 1024;

  private PdfLock() {}

  /// The content from its beginning.
  interface Content {
    InputStream open() throws IOException;
  }

  /// Returns when it opens without a password, as far as can be told.
  ///
  /// @throws ProblemException when it needs one
  /// @throws IOException when the content cannot be read now
  static void check(Content content) throws IOException {
    if (!saysEncrypted(content)) {
      return;
    }
    Path copy = Files.createTempFile("millrace-upload-", ".pdf");
    try {
      try (InputStream in = content.open()) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      if (needsPassword(copy)) {
        throw WordArchive.unusable("The PDF needs a password; send it without one");
      }
    } finally {
      Files.delete(copy);
    }
  }

  private static boolean needsPassword(Path pdf) {
    try (var file = new RandomAccessReadBufferedFile(pdf);
        var _ = Loader.loadPDF(file, "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
      return false;
    } catch (InvalidPasswordException e) {
      return true;
    } catch (IOException e) {
      // It is broken in some other way, which its reader will say.
      return false;
    }
  }

  private static boolean saysEncrypted(Content content) throws IOException {
    try (InputStream in = content.open()) {
      String kept = "";
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        String window = kept + new String(piece, StandardCharsets.ISO_8859_1);
        if (window.contains(ENCRYPT)) {
          return true;
        }
        kept = window.substring(Math.max(0, window.length() - ENCRYPT.length()));
      }
      return false;
    }
  }
}
