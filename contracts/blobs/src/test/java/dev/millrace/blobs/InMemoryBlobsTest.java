package dev.millrace.blobs;

import dev.millrace.blobs.memory.InMemoryBlobs;

class InMemoryBlobsTest extends BlobsContract {

  private final Blobs blobs = new InMemoryBlobs();

  @Override
  Blobs blobs() {
    return blobs;
  }
}
