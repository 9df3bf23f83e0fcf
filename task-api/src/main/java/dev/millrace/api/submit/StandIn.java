package dev.millrace.api.submit;

import dev.millrace.api.query.TaskDocument;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The identical task in flight that stands for a submission.
///
/// @param options those that hold for it
/// @param document the task as it is; null for another item of the same request, which is not
///   written yet
record StandIn(
    TaskId id,
    TaskStatus status,
    Instant createdAt,
    SubmissionOptions options,
    @Nullable TaskDocument document) {

  static StandIn of(TaskDocument task, SubmissionOptions options) {
    return new StandIn(new TaskId(task.id()), task.status(), task.createdAt(), options, task);
  }

  static StandIn of(Submission item) {
    return new StandIn(
        item.id(), item.status(), item.createdAt(), SubmissionOptions.heldBy(item.request()), null);
  }

  /// The same for clients that reach the service below a path.
  StandIn below(String path) {
    return new StandIn(
        id, status, createdAt, options, document == null ? null : document.below(path));
  }
}
