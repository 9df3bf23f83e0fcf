package dev.millrace.jobs.document.extract.text;

import dev.millrace.jobs.document.extract.passage.PassageSink;
import dev.millrace.jobs.document.extract.passage.Refused;
import dev.millrace.jobs.document.extract.passage.Spaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Reads plain text in the encoding that [TextEncoding] finds.
///
/// A paragraph ends at an empty line, and at a line end where the next line is not a continuation:
/// Chinese texts and lists put one paragraph on one line. A file is read more than once, so that no
/// more than a line of it is in memory.
public final class PlainText {

  private static final int WRAPPED = 60;

  private final PassageSink sink;
  private final StringBuilder paragraph = new StringBuilder();
  private int paragraphs;

  private PlainText(PassageSink sink) {
    this.sink = sink;
  }

  /// Reads a file line by line.
  ///
  /// @param longest characters that a line may have
  public static int read(Path file, int longest, PassageSink sink) throws IOException {
    Charset charset = TextEncoding.of(file);
    requireText(file, charset, longest);
    try (BufferedReader lines = reader(file, charset)) {
      new PlainText(sink).read(lines);
    }
    return 0;
  }

  public static void read(String text, PassageSink sink) {
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

  private static void requireText(Path file, Charset charset, int longest) throws IOException {
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
    }
  }

  private static BufferedReader reader(Path file, Charset charset) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), charset.newDecoder()));
  }
}
