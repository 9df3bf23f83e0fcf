package dev.millrace.api.upload;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// Looks through an archive that should be a Word document: it is unpacked once into nothing, so
/// that a bomb is known by the bytes it really has and not by the sizes it claims.
final class WordArchive {

  private static final int MOST_ENTRIES = 10_000;
  private static final int PIECE = 16 * 1024;

  private WordArchive() {}

  /// Returns when it may be read.
  ///
  /// @throws ProblemException when it is something else, unpacks to more than the limit, or needs a
  ///   password
  /// @throws IOException when the content cannot be read now
  static void check(InputStream content, long limit) throws IOException {
    boolean isWord = false;
    int entries = 0;
    long left = limit;
    byte[] piece = new byte[PIECE];
    try (ZipInputStream zip = new ZipInputStream(content)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        isWord |= entry.getName().equals("word/document.xml");
        if (++entries > MOST_ENTRIES) {
          throw tooLarge("The archive has more than " + MOST_ENTRIES + " entries", MOST_ENTRIES);
        }
        for (int read = zip.read(piece); read >= 0; read = zip.read(piece)) {
          left -= read;
          if (left < 0) {
            throw tooLarge("The document unpacks to more than " + limit + " bytes", limit);
          }
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw unusable(
          String.valueOf(e.getMessage()).contains("encrypted")
              ? "The archive is encrypted; send it without a password"
              : "The archive is damaged and cannot be unpacked");
    }
    if (!isWord) {
      throw FileKind.unsupported("This archive is no Word document");
    }
  }

  static ProblemException unusable(String detail) {
    return Problem.of(ProblemType.UNUSABLE_FILE, detail).asException();
  }

  private static ProblemException tooLarge(String detail, long limit) {
    return Problem.of(ProblemType.TOO_LARGE, detail).with("limit", limit).asException();
  }
}
