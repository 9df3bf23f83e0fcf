package dev.millrace.jobs.document;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The text of a document, in reading order.
///
/// @param pages how many there are; null for kinds that have none
public record Document(Kind kind, @Nullable Integer pages, List<Passage> passages) {

  private static final int ENOUGH = 20_000;

  /// What a document was read from.
  public enum Kind {
    PDF,
    DOCX,
    HTML,
    TEXT
  }

  public Document {
    requireNonNull(kind, "kind");
    passages = List.copyOf(passages);
  }

  public long characters() {
    return passages.stream().mapToLong(passage -> passage.text().length()).sum();
  }

  /// The first passages, as many as it takes to tell the language.
  public CharSequence beginning() {
    StringBuilder beginning = new StringBuilder();
    for (Passage passage : passages) {
      if (beginning.length() > ENOUGH) {
        break;
      }
      beginning.append(passage.text());
    }
    return beginning;
  }
}
