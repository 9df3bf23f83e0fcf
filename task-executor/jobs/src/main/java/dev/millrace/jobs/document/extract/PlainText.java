package dev.millrace.jobs.document.extract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads plain text: UTF-8, UTF-16 with a mark, or GB18030, the standard Chinese encoding.
///
/// A paragraph ends at an empty line, and at a line end where the next line is not a continuation:
/// Chinese texts and lists put one paragraph on one line. A file is read twice, once to find out
/// its encoding, so that no more than a line of it is in memory.
final class PlainText {

  private static final int WRAPPED = 60;

  private final PassageSink sink;
  private final StringBuilder paragraph = new StringBuilder();
  private int paragraphs;

  private PlainText(PassageSink sink) {
    this.sink = sink;
  }

  /// @param longest characters that a line may have
  static int read(Path file, int longest, PassageSink sink) throws IOException {
    for (Charset charset : candidates(file)) {
      if (decodes(file, charset, longest)) {
        try (BufferedReader lines = reader(file, charset)) {
          new PlainText(sink).read(lines);
        }
        return 0;
      }
    }
    throw Refused.unsupported("this is no text in a known encoding");
  }

  static void read(String text, PassageSink sink) {
    try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
      new PlainText(sink).read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be read", e);
    }
  }

  private void read(BufferedReader lines) throws IOException {
    String previous = "";
    for (String raw = lines.readLine(); raw != null; raw = lines.readLine()) {
      String line = Spaces.collapse(raw);
      if (line.isEmpty() || !continues(previous, line)) {
        end();
      }
      if (!line.isEmpty()) {
        Spaces.join(paragraph, line);
      }
      previous = line;
    }
    end();
  }

  private static boolean continues(String previous, String line) {
    return previous.length() >= WRAPPED
        && Character.isLetter(line.charAt(0))
        && !Spaces.isWide(line.charAt(0))
        && !previous.endsWith(":");
  }

  private void end() {
    if (!paragraph.isEmpty()) {
      sink.passage(0, ++paragraphs, paragraph.toString());
      paragraph.setLength(0);
    }
  }

  private static List<Charset> candidates(Path file) throws IOException {
    byte[] mark;
    try (InputStream in = Files.newInputStream(file)) {
      mark = in.readNBytes(2);
    }
    int first = mark.length < 2 ? 0 : (mark[0] & 0xFF) << 8 | (mark[1] & 0xFF);
    return first == 0xFEFF || first == 0xFFFE
        ? List.of(StandardCharsets.UTF_16)
        : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"));
  }

  private static boolean decodes(Path file, Charset charset, int longest) throws IOException {
    char[] buffer = new char[16_384];
    int line = 0;
    try (Reader reader = reader(file, charset)) {
      for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
        for (int i = 0; i < read; i++) {
          line = buffer[i] == '\n' || buffer[i] == '\r' ? 0 : line + 1;
          if (buffer[i] == '\0') {
            throw Refused.unsupported("this is a binary file of a kind that is not known here");
          }
        }
        if (line > longest) {
          throw Refused.tooLarge(
              String.format(Locale.ROOT, "the document has more than %d characters", longest));
        }
      }
      return true;
    } catch (CharacterCodingException _) {
      return false; // not this encoding; the caller tries the next
    }
  }

  private static BufferedReader reader(Path file, Charset charset) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), charset.newDecoder()));
  }
}
