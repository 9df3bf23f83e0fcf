package dev.millrace.jobs.document;

/// Who reads a document, and how much at once. A checkpoint of one engine is none of another's.
///
/// @param word what results call it
/// @param chunkSize how many characters it reads at once
public record Engine(String word, int chunkSize) {

  /// The models in this process. They read by the sentence: the size is that of a checkpoint.
  public static final Engine EMBEDDED = new Engine("embedded", 12_000);

  /// A language model, one call a chunk.
  public static Engine languageModel(int chunkSize) {
    return new Engine("language-model", chunkSize);
  }
}
