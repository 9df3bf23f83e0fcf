package dev.millrace.jobs.document.extract.passage;

/// Takes the passages of a document, in reading order.
@FunctionalInterface
public interface PassageSink {

  /// The next passage.
  ///
  /// @param page from 1; 0 for kinds of documents that have no pages of their own
  /// @param paragraph from 1, within the page or within the document
  /// @param text without line breaks, not blank
  void passage(int page, int paragraph, String text);
}
