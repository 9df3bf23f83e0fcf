package dev.millrace.jobs.document;

import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.io.IOException;
import java.io.InputStream;

/// The uploads in the store of blobs, which the api puts there before it accepts their task.
final class StoredUploads implements UploadedDocuments {

  private final Blobs blobs;

  StoredUploads(Blobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public byte[] read(String reference, UserId owner, long limit) {
    try {
      BlobName name = BlobName.parse(reference);
      if (blobs.find(name).filter(blob -> blob.owner().equals(owner)).isEmpty()) {
        throw unknown(reference);
      }
      try (InputStream content = blobs.open(name)) {
        return content.readNBytes(Math.toIntExact(limit + 1));
      }
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
