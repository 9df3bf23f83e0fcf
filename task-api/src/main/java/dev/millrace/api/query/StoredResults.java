package dev.millrace.api.query;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.task.StoredResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The results that were too large for an event, where they are stored.
final class StoredResults {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Blobs blobs;
  private final long inline;

  /// @param inline most bytes of a result that stands in its task
  StoredResults(Blobs blobs, long inline) {
    this.blobs = blobs;
    this.inline = inline;
  }

  /// The task with its result in it, unless that is too large.
  TaskDocument inlined(TaskDocument task) {
    StoredResult stored = task.result().stored();
    if (stored == null || stored.bytes() > inline) {
      return task;
    }
    try (InputStream content = open(stored)) {
      return task.withResult(new String(content.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// The result from its beginning.
  ///
  /// @throws ProblemException when it went with its task, or the store is away
  InputStream open(StoredResult stored) {
    try {
      return blobs.open(BlobName.parse(stored.blob()));
    } catch (BlobMissing e) {
      throw Problem.of(ProblemType.NO_RESULT, "The result is gone, as the task soon will be")
          .asException();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static ProblemException unavailable(IOException cause) {
    var problem =
        Problem.of(ProblemType.UNAVAILABLE, "The store of results cannot be read now")
            .retryAfter(SOON)
            .asException();
    problem.addSuppressed(cause);
    return problem;
  }
}
