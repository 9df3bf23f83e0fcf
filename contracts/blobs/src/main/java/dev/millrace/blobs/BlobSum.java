package dev.millrace.blobs;

import java.util.HexFormat;

/// What was stored.
///
/// @param sha256 of its content, in hex
public record BlobSum(long bytes, String sha256) {

  /// What will be stored when this is.
  public static BlobSum of(byte[] content) {
    return new BlobSum(
        content.length, HexFormat.of().formatHex(BlobContent.sha256().digest(content)));
  }
}
