package dev.millrace.jobs.document;

import dev.millrace.events.task.UserId;
import java.io.IOException;
import java.io.InputStream;

/// Where uploaded files are found.
@FunctionalInterface
public interface UploadedDocuments {

  /// The content of an upload.
  ///
  /// @param reference what the task's parameters call it
  /// @param owner whose upload it must be; somebody else's is as if it did not exist
  /// @throws dev.millrace.executor.handler.PermanentFailure when there is no such upload, or it is
  ///   larger than a document may be
  /// @throws IOException when the store cannot be reached now
  InputStream open(String reference, UserId owner) throws IOException;
}
