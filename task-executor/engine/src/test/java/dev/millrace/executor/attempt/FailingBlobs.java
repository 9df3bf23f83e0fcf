package dev.millrace.executor.attempt;

import dev.millrace.blobs.Blob;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.BlobSum;
import dev.millrace.blobs.Blobs;
import dev.millrace.blobs.memory.InMemoryBlobs;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.task.TaskType;
import dev.millrace.events.task.UserId;
import dev.millrace.executor.support.WorkTopic;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A store that is away for the first calls.
final class FailingBlobs implements Blobs {

  private final InMemoryBlobs kept = new InMemoryBlobs();
  int failures;

  @Override
  public BlobSum put(BlobName name, UserId owner, String kind, InputStream content, long limit)
      throws IOException {
    fail();
    return kept.put(name, owner, kind, content, limit);
  }

  @Override
  public Optional<Blob> find(BlobName name) throws IOException {
    fail();
    return kept.find(name);
  }

  @Override
  public InputStream open(BlobName name) throws IOException {
    return kept.open(name);
  }

  @Override
  public void delete(BlobName name) {
    kept.delete(name);
  }

  @Override
  public Page page(Instant before, @Nullable BlobName after) {
    return kept.page(before, after);
  }

  @Override
  public void forgetUnfinished(Instant before) {
    kept.forgetUnfinished(before);
  }

  private void fail() throws IOException {
    if (failures > 0) {
      failures--;
      throw new IOException("away");
    }
  }

  /// A request of the user whose blobs these are.
  static TaskRequested request() {
    return (TaskRequested) WorkTopic.request(new TaskType("report"), "{}").event();
  }
}
