package dev.millrace.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Content on its way into a store: cut into pieces, counted, and digested.
public final class BlobContent {

  private final InputStream content;
  private final long limit;
  private final MessageDigest digest = sha256();
  private long bytes;

  public BlobContent(InputStream content, long limit) {
    this.content = content;
    this.limit = limit;
  }

  /// The next piece, full unless it is the last one; null after that.
  ///
  /// @throws BlobTooLarge when the limit is passed within it
  public byte @Nullable [] next(int size) throws IOException {
    byte[] piece = content.readNBytes(size);
    if (piece.length == 0) {
      return null;
    }
    bytes += piece.length;
    if (bytes > limit) {
      throw new BlobTooLarge(limit);
    }
    digest.update(piece);
    return piece;
  }

  /// What came in. To be called once, at the end.
  public BlobSum sum() {
    return new BlobSum(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
