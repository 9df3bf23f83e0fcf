package dev.millrace.jobs.document;

import dev.millrace.events.task.UserId;
import java.io.IOException;

/// Where uploaded files are found.
@FunctionalInterface
public interface UploadedDocuments {

  /// The bytes of an upload, read no further than just over `limit`.
  ///
  /// @param reference what the task's parameters call it
  /// @param owner whose upload it must be; somebody else's is as if it did not exist
  /// @throws dev.millrace.executor.handler.PermanentFailure when there is no such upload
  /// @throws IOException when the store cannot be reached now
  byte[] read(String reference, UserId owner, long limit) throws IOException;
}
