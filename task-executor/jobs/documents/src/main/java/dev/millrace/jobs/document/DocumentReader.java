package dev.millrace.jobs.document;

import java.io.IOException;
import java.io.InputStream;

/// Reads files, of which nothing is known but that somebody sent them.
@FunctionalInterface
public interface DocumentReader {

  /// Blocks until the document is read; an interruption ends that.
  ///
  /// @throws dev.millrace.executor.handler.PermanentFailure `unsupported-document`,
  ///   `encrypted-document`, `document-too-large`, `document-too-costly`, `broken-document` or
  ///   `no-text`
  /// @throws dev.millrace.executor.handler.TransientFailure when what reads it was lost
  /// @throws IOException when the content cannot be had now
  Document read(Content content) throws IOException, InterruptedException;

  /// A file from its beginning.
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }
}
