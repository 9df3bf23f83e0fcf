package dev.millrace.blobs.memory;

import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobContent;
import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.task.UserId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps blobs as long as the process lives.
public final class InMemoryBlobs implements Blobs {

  private static final int PIECE = 64 * 1024;

  private final Map<BlobName, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(Blob blob, ByteArrayOutputStream content, Instant createdAt) {}

  @Override
  public BlobSum put(BlobName name, UserId owner, String kind, InputStream content, long limit)
      throws IOException {
    var intake = new BlobContent(content, limit);
    var all = new ByteArrayOutputStream();
    kept.remove(name);
    for (byte[] piece = intake.next(PIECE); piece != null; piece = intake.next(PIECE)) {
      all.write(piece);
    }
    BlobSum sum = intake.sum();
    kept.put(name, new Kept(new Blob(name, owner, kind, sum.bytes()), all, Instant.now()));
    return sum;
  }

  @Override
  public Optional<Blob> find(BlobName name) {
    return Optional.ofNullable(kept.get(name)).map(Kept::blob);
  }

  @Override
  public InputStream open(BlobName name) throws BlobMissing {
    Kept found = kept.get(name);
    if (found == null) {
      throw new BlobMissing(name);
    }
    return new ByteArrayInputStream(found.content.toByteArray());
  }

  @Override
  public void delete(BlobName name) {
    kept.remove(name);
  }

  @Override
  public Page page(Instant before, @Nullable BlobName after) {
    return new Page(
        kept.values().stream()
            .filter(one -> one.createdAt.isBefore(before))
            .map(one -> one.blob.name())
            .toList(),
        null);
  }

  @Override
  public void forgetUnfinished(Instant before) {
    // What is unfinished is in nobody's hands but put's.
  }
}
