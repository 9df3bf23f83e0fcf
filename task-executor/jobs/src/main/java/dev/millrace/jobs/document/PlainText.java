package dev.millrace.jobs.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads plain text: UTF-8, UTF-16 with a mark, or GB18030, the standard Chinese encoding.
///
/// A paragraph ends at an empty line, and at a line end where the next line is not a continuation:
/// Chinese texts and lists put one paragraph on one line.
final class PlainText {

  private static final int WRAPPED = 60;

  private PlainText() {}

  static Document read(byte[] bytes) {
    String text =
        decode(bytes).orElseThrow(() -> Refusal.unsupported("this is no text in a known encoding"));
    if (text.indexOf('\0') >= 0) {
      throw Refusal.unsupported("this is a binary file of a kind that is not known here");
    }
    return read(text);
  }

  static Document read(String text) {
    List<Passage> passages = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    String previous = "";
    for (String raw : (Iterable<String>) text.lines()::iterator) {
      String line = Spaces.collapse(raw);
      if (line.isEmpty() || !continues(previous, line)) {
        end(paragraph, passages);
      }
      if (!line.isEmpty()) {
        Spaces.join(paragraph, line);
      }
      previous = line;
    }
    end(paragraph, passages);
    return new Document(Document.Kind.TEXT, null, passages);
  }

  private static boolean continues(String previous, String line) {
    return previous.length() >= WRAPPED
        && Character.isLetter(line.charAt(0))
        && !Spaces.isWide(line.charAt(0))
        && !previous.endsWith(":");
  }

  private static void end(StringBuilder paragraph, List<Passage> passages) {
    if (!paragraph.isEmpty()) {
      passages.add(new Passage(paragraph.toString(), new Place(null, passages.size() + 1)));
      paragraph.setLength(0);
    }
  }

  private static Optional<String> decode(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      return strictly(bytes, StandardCharsets.UTF_16);
    }
    return Stream.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))
        .flatMap(charset -> strictly(bytes, charset).stream())
        .findFirst()
        .map(text -> text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty(); // not this encoding; the caller tries the next
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }
}
