package dev.millrace.blobs;

import java.io.IOException;

/// There is no blob of that name: it never was, or it went with its task.
public final class BlobMissing extends IOException {

  public BlobMissing(BlobName name) {
    super("there is no blob " + name);
  }
}
