package dev.millrace.jobs.document;

import dev.millrace.executor.handler.PermanentFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/// Reads what a task's parameters point at: a text, or an upload where an upload store is there.
public final class DocumentSource {

  private final Documents documents;
  private final DocumentLimits limits;
  private final ObjectProvider<UploadedDocuments> uploads;

  public DocumentSource(
      Documents documents, DocumentLimits limits, ObjectProvider<UploadedDocuments> uploads) {
    this.documents = documents;
    this.limits = limits;
    this.uploads = uploads;
  }

  /// The document; exactly one of both is given.
  ///
  /// @param upload a reference
  /// @throws PermanentFailure `bad-input`, `uploads-unavailable`, or what [Documents] refuses
  /// @throws IOException when the upload store cannot be reached now
  public Document read(@Nullable String text, @Nullable String upload) throws IOException {
    if ((text == null) == (upload == null)) {
      throw new PermanentFailure("bad-input", "give either text or upload");
    }
    if (text != null) {
      return documents.read(text);
    }
    UploadedDocuments store = uploads.getIfAvailable();
    if (store == null || upload == null) {
      throw new PermanentFailure(
          "uploads-unavailable", "this executor has no upload store; send text");
    }
    return documents.read(store.read(upload, limits.size().toBytes()));
  }
}
