package dev.millrace.blobs;

import java.io.IOException;

/// The content went on past its limit; nothing of it is kept.
public final class BlobTooLarge extends IOException {

  private final long limit;

  BlobTooLarge(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  public long limit() {
    return limit;
  }
}
