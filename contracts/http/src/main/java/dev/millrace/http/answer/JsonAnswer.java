package dev.millrace.http.answer;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A JSON document as pieces, which are written one after the other and never joined.
public record JsonAnswer(List<Piece> pieces) {

  public JsonAnswer {
    pieces = List.copyOf(pieces);
  }

  /// A part of the text.
  public sealed interface Piece {}

  /// A part that is in memory.
  public record Text(String text) implements Piece {}

  /// A part that is somewhere else, as UTF-8.
  ///
  /// @param bytes its length
  public record Stored(long bytes, Opening opening) implements Piece {}

  /// Opens a stored part.
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException;
  }

  /// A whole document.
  public static JsonAnswer of(String text) {
    return new JsonAnswer(List.of(new Text(text)));
  }

  /// A whole document that is stored.
  public static JsonAnswer stored(long bytes, Opening opening) {
    return new JsonAnswer(List.of(new Stored(bytes, opening)));
  }

  /// A page: `{"items":[...],"next":"..."}`.
  ///
  /// @param items each a JSON value
  /// @param next a word of letters, digits and `-_.` alone; null at the end
  public static JsonAnswer page(List<String> items, @Nullable String next) {
    List<Piece> pieces = new ArrayList<>(2 * items.size() + 2);
    pieces.add(new Text("{\"items\":["));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        pieces.add(new Text(","));
      }
      pieces.add(new Text(items.get(i)));
    }
    pieces.add(new Text(next == null ? "],\"next\":null}" : "],\"next\":\"" + next + "\"}"));
    return new JsonAnswer(pieces);
  }

  /// Whether there are stored parts.
  boolean isStored() {
    return pieces.stream().anyMatch(Stored.class::isInstance);
  }

  /// About how many bytes it has in memory while it is written.
  long held() {
    return pieces.stream()
        .mapToLong(piece ->
            switch (piece) {
              case Text text -> text.text().length();
              case Stored _ -> STORED;
            })
        .sum();
  }

  /// A chunk of a store, and a copy of it on its way.
  private static final long STORED = 512 << 10;
}
