package dev.millrace.api.upload;

import dev.millrace.api.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks whether a PDF opens without a password. Many are encrypted so that they cannot be printed,
/// and open with the empty one.
///
/// A file is read past at most twice, in pieces, and nothing of it is unpacked: what says how it is
/// encrypted stands in the clear. Where that cannot be made out, the file is taken; whoever reads
/// it later has a whole PDF reader.
///
/// Source: ISO 32000-2, 7.5.5 and 7.6.
final class PdfLock {

  private static final Pattern IN_TRAILER =
      Pattern.compile("/Encrypt\\s*(?:(\\d+)\\s+(\\d+)\\s+R|<<)");
  private static final Pattern ID = Pattern.compile("/ID\\s*\\[\\s*(?=[(<])");

  /// How much is looked at before and after a place: no dictionary of this kind is larger.
  private static final int AROUND = 8 * 1024;

  private static final int PIECE = 128 * 1024;

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
    Place trailer = last(content, IN_TRAILER);
    if (trailer == null) {
      return;
    }
    Matcher id = ID.matcher(trailer.before + trailer.after);
    byte[] fileId = id.find() ? PdfString.at(id.end(), trailer.before + trailer.after) : null;
    String number = trailer.match.group(1);
    String dictionary;
    if (number == null) {
      dictionary = trailer.after;
    } else {
      Place object =
          last(
              content,
              Pattern.compile(
                  "(?<!\\d)" + number + "\\s+" + trailer.match.group(2) + "\\s+obj\\b"));
      dictionary = object == null ? "" : object.after;
    }
    PdfPassword lock = PdfPassword.of(dictionary, fileId == null ? new byte[0] : fileId);
    if (lock != null && !lock.isEmpty()) {
      throw WordArchive.unusable("The PDF needs a password; send it without one");
    }
  }

  /// @param after what stands there from the match on
  private record Place(MatchResult match, String before, String after) {}

  /// The newest revision of a PDF is its end, so the last place counts.
  private static @Nullable Place last(Content content, Pattern pattern) throws IOException {
    Place found = null;
    String kept = "";
    try (InputStream in = content.open()) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        String window = kept + new String(piece, StandardCharsets.ISO_8859_1);
        Matcher matcher = pattern.matcher(window);
        MatchResult match = null;
        while (matcher.find()) {
          match = matcher.toMatchResult();
        }
        found = match == null ? found : place(match, window);
        // What ends too near to the end to be seen whole is found again in the next piece.
        kept = window.substring(Math.max(0, window.length() - 2 * AROUND));
      }
    }
    return found;
  }

  private static Place place(MatchResult match, String window) {
    return new Place(
        match,
        window.substring(Math.max(0, match.start() - AROUND), match.start()),
        window.substring(match.start(), Math.min(window.length(), match.end() + AROUND)));
  }
}
