package dev.millrace.jobs.document;

import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// The uploads in the store of blobs, which the api puts there before it accepts their task.
final class StoredUploads implements UploadedDocuments {

  private final Blobs blobs;
  private final long limit;

  /// @param limit bytes that a document may have
  StoredUploads(Blobs blobs, long limit) {
    this.blobs = blobs;
    this.limit = limit;
  }

  @Override
  public InputStream open(String reference, UserId owner) {
    try {
      BlobName name = BlobName.parse(reference);
      Blob blob =
          blobs
              .find(name)
              .filter(found -> found.owner().equals(owner))
              .orElseThrow(() -> unknown(reference));
      if (blob.bytes() > limit) {
        throw new PermanentFailure(
            "document-too-large",
            String.format(
                Locale.ROOT, "the document has %d bytes, the limit is %d", blob.bytes(), limit));
      }
      return blobs.open(name);
    } catch (IllegalArgumentException | BlobMissing e) {
      throw unknown(reference);
    } catch (IOException e) {
      throw new TransientFailure("uploads-unavailable", "the store of uploads is away", null, e);
    }
  }

  private static PermanentFailure unknown(String reference) {
    return new PermanentFailure(
        "unknown-upload",
        "there is no upload " + reference + " of yours; an upload goes with its task");
  }
}
