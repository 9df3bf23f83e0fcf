package dev.millrace.api.query.document;

import dev.millrace.api.problem.TaskProblem;
import dev.millrace.blobs.BlobMissing;
import dev.millrace.blobs.BlobName;
import dev.millrace.blobs.Blobs;
import dev.millrace.events.stored.StoredParameters;
import dev.millrace.events.stored.StoredResult;
import dev.millrace.http.answer.JsonAnswer;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The results and parameters that were too large for an event, where they are stored.
public final class StoredResults {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Blobs blobs;
  private final long inline;

  /// @param inline most bytes of a result that stands in its task
  StoredResults(Blobs blobs, long inline) {
    this.blobs = blobs;
    this.inline = inline;
  }

  /// The task with its result in it, unless that is too large.
  public JsonAnswer answer(TaskDocument task) {
    StoredResult stored = task.members().result().stored();
    return stored == null || stored.bytes() > inline
        ? JsonAnswer.of(task.json().text())
        : task.with(new JsonAnswer.Stored(stored.bytes(), () -> open(stored)));
  }

  /// The result from its beginning.
  ///
  /// @throws ProblemException when it went with its task, or the store is away
  public InputStream open(StoredResult stored) {
    return open(
        stored.blob(), TaskProblem.NO_RESULT, "The result is gone, as the task soon will be");
  }

  /// The parameters from their beginning.
  ///
  /// @throws ProblemException when they went with their task, or the store is away
  public InputStream open(StoredParameters stored) {
    return open(
        stored.blob(),
        TaskProblem.UNKNOWN_TASK,
        "The parameters are gone, as the task soon will be");
  }

  private InputStream open(String blob, TaskProblem missing, String detail) {
    try {
      return blobs.open(BlobName.parse(blob));
    } catch (BlobMissing e) {
      throw Problem.of(missing, detail).asException();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static ProblemException unavailable(IOException cause) {
    var problem =
        Problem.of(ProblemType.UNAVAILABLE, "The store of blobs cannot be read now")
            .retryAfter(SOON)
            .asException();
    problem.addSuppressed(cause);
    return problem;
  }
}
