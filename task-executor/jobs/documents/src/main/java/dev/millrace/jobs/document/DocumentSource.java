package dev.millrace.jobs.document;

import dev.millrace.events.catalogue.AcceptedFiles;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads what a task's parameters point at: a text, or an upload.
public final class DocumentSource {

  /// The files that [DocumentReader] reads. What cannot be told by the first bytes, such as a zip
  /// that is no DOCX, it refuses itself.
  public static final AcceptedFiles FILES =
      AcceptedFiles.of(
              "application/pdf",
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
              "text/html",
              "text/plain")
          .except("application/rtf");

  private final Documents texts;
  private final DocumentReader files;
  private final UploadedDocuments uploads;

  public DocumentSource(Documents texts, DocumentReader files, UploadedDocuments uploads) {
    this.texts = texts;
    this.files = files;
    this.uploads = uploads;
  }

  /// The document; exactly one of both is given.
  ///
  /// @param upload a reference
  /// @param owner whose upload it must be
  /// @throws PermanentFailure `bad-input`, `unknown-upload`, or what [Documents] and
  ///   [DocumentReader] refuse
  /// @throws IOException when the upload store cannot be reached now
  public Document read(@Nullable String text, @Nullable String upload, UserId owner)
      throws IOException, InterruptedException {
    if ((text == null) == (upload == null)) {
      throw new PermanentFailure("bad-input", "give either text or upload");
    }
    if (text != null) {
      return texts.read(text);
    }
    String reference = Objects.requireNonNull(upload);
    return files.read(() -> uploads.open(reference, owner));
  }
}
