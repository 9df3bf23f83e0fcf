package dev.millrace.api.upload;

import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes blobs whose task is not there: it has expired, or a crash kept it from being accepted.
///
/// Uploads and large results are both found so. A blob is stored before its task is committed, so a
/// young one may be waiting for that and is left alone. A crash within the sweep leaves the rest to
/// the next one, and several processes may sweep at once: what is deleted twice is gone.
final class OrphanedBlobs {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedBlobs.class);

  private final Blobs blobs;
  private final JdbcClient database;
  private final Duration after;
  private final Clock clock;

  OrphanedBlobs(Blobs blobs, JdbcClient database, Duration after, Clock clock) {
    this.blobs = blobs;
    this.database = database;
    this.after = after;
    this.clock = clock;
  }

  void sweep() {
    Instant before = clock.instant().minus(after);
    try {
      blobs.forgetUnfinished(before);
      int deleted = 0;
      @Nullable BlobName next = null;
      do {
        Blobs.Page page = blobs.page(before, next);
        for (BlobName orphan : orphans(page.names())) {
          blobs.delete(orphan);
          deleted++;
        }
        next = page.next();
      } while (next != null);
      if (deleted > 0) {
        LOG.info("{} blobs whose tasks are gone were deleted", deleted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<BlobName> orphans(List<BlobName> names) {
    if (names.isEmpty()) {
      return names;
    }
    Set<UUID> living =
        database
            .sql("select task_id from request where task_id = any(?)")
            .param(names.stream().map(name -> name.task().value()).toArray(UUID[]::new))
            .query(UUID.class)
            .list()
            .stream()
            .collect(Collectors.toSet());
    return names.stream().filter(name -> !living.contains(name.task().value())).toList();
  }
}
