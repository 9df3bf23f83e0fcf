package dev.millrace.jobs.document;

import java.util.ArrayList;
import java.util.List;

/// Cuts documents into chunks.
///
/// The same document and size give the same chunks on every executor and after every crash, which
/// is what makes "chunk 7 is done" a checkpoint. A passage longer than a chunk is cut at sentence
/// ends, each piece keeping its place.
public final class Chunks {

  private Chunks() {}

  /// Cuts at the ends of passages where that is possible.
  ///
  /// @param characters the most a chunk holds, 100 or more
  public static List<Chunk> of(Document document, int characters) {
    if (characters < 100) {
      throw new IllegalArgumentException("a chunk holds 100 characters or more; got " + characters);
    }
    List<Chunk> chunks = new ArrayList<>();
    List<Passage> current = new ArrayList<>();
    int size = 0;
    for (Passage passage : document.passages()) {
      for (String piece : pieces(passage.text(), characters)) {
        if (size + piece.length() > characters && !current.isEmpty()) {
          chunks.add(new Chunk(chunks.size(), current));
          current = new ArrayList<>();
          size = 0;
        }
        current.add(new Passage(piece, passage.place()));
        size += piece.length() + 1;
      }
    }
    if (!current.isEmpty()) {
      chunks.add(new Chunk(chunks.size(), current));
    }
    return chunks;
  }

  private static List<String> pieces(String text, int characters) {
    if (text.length() <= characters) {
      return List.of(text);
    }
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (text.length() - from > characters) {
      int to = cut(text, from, from + characters);
      pieces.add(text.substring(from, to).strip());
      from = to;
    }
    pieces.add(text.substring(from).strip());
    pieces.removeIf(String::isEmpty);
    return pieces;
  }

  /// The last sentence end in the second half, else the last space, else between two characters.
  private static int cut(String text, int from, int limit) {
    int half = from + (limit - from) / 2;
    for (int i = limit; i > half; i--) {
      char c = text.charAt(i - 1);
      if ("。！？；".indexOf(c) >= 0 || (".!?;".indexOf(c) >= 0 && text.charAt(i) == ' ')) {
        return i;
      }
    }
    int space = text.lastIndexOf(' ', limit);
    if (space > half) {
      return space;
    }
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }
}
