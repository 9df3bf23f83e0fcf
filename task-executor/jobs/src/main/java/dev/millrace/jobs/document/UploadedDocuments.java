package dev.millrace.jobs.document;

import java.io.IOException;

/// Where uploaded files are found.
@FunctionalInterface
public interface UploadedDocuments {

  /// The bytes of an upload, read no further than just over `limit`.
  ///
  /// @param reference what the task's parameters call it
  /// @throws dev.millrace.executor.handler.PermanentFailure when there is no such upload
  /// @throws IOException when the store cannot be reached now
  byte[] read(String reference, long limit) throws IOException;
}
