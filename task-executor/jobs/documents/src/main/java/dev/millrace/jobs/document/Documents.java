package dev.millrace.jobs.document;

import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.jobs.document.extract.Extraction;
import dev.millrace.jobs.document.extract.passage.Refused;
import java.util.ArrayList;
import java.util.List;

/// Reads texts that came among a task's parameters.
public final class Documents {

  private final DocumentLimits limits;

  public Documents(DocumentLimits limits) {
    this.limits = limits;
  }

  /// The same passages that a TXT file with this content would have.
  ///
  /// @throws PermanentFailure `document-too-large` or `no-text`
  public Document read(String text) {
    List<Passage> passages = new ArrayList<>();
    try {
      Extraction.of(
          text,
          limits.extraction(),
          (_, paragraph, passage) ->
              passages.add(new Passage(passage, new Place(null, paragraph))));
    } catch (Refused e) {
      throw new PermanentFailure(e.code(), e.reason());
    }
    return new Document(Document.Kind.TEXT, null, passages);
  }
}
