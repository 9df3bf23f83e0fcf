package dev.millrace.jobs.document;

import java.util.List;
import java.util.stream.Collectors;

/// A run of passages that is read at once.
///
/// @param index from 0
public record Chunk(int index, List<Passage> passages) {

  public Chunk {
    passages = List.copyOf(passages);
  }

  /// The passages, one a line.
  public String text() {
    return passages.stream().map(Passage::text).collect(Collectors.joining("\n"));
  }
}
