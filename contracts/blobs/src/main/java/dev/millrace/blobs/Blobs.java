package dev.millrace.blobs;

import dev.millrace.events.task.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps blobs. No more than a few megabytes of one are in memory at a time, and no connection is
/// held while a slow client sends or reads one.
///
/// A blob is seen when all of it is there. A crash within [#put] leaves something that nobody sees
/// and that [#forgetUnfinished] deletes; a crash after it, and before a transaction speaks of the
/// blob, leaves an orphan that [#page] lists.
///
/// An [IOException] other than [BlobTooLarge] and [BlobMissing] means that the store cannot be
/// reached now, or, from `put`, that its content could not be read.
public interface Blobs {

  /// Stores the content to its end; what had that name before is gone.
  ///
  /// @throws BlobTooLarge when the content has more than `limit` bytes
  BlobSum put(BlobName name, UserId owner, String kind, InputStream content, long limit)
      throws IOException;

  /// What is known of a blob.
  Optional<Blob> find(BlobName name) throws IOException;

  /// The content from its beginning. It ends where the blob does: one that is deleted meanwhile
  /// fails, and does not look shorter.
  ///
  /// @throws BlobMissing when there is none
  InputStream open(BlobName name) throws IOException;

  /// Deletes it, if it is there.
  void delete(BlobName name) throws IOException;

  /// A page of all blobs that were stored before a moment, in an order of the store's own.
  ///
  /// @param after the [Page#next] of the page before; null for the first one
  Page page(Instant before, @Nullable BlobName after) throws IOException;

  /// Deletes what was begun before a moment and never finished.
  void forgetUnfinished(Instant before) throws IOException;

  /// Some names, and where there are more.
  ///
  /// @param names may be none, even where there are more pages
  /// @param next where the next page begins; null after the last one
  record Page(List<BlobName> names, @Nullable BlobName next) {}
}
