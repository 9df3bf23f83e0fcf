package dev.millrace.api.submit.commit;

import dev.millrace.api.query.document.TaskDocument;
import dev.millrace.events.task.TaskId;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The identical task in flight that stands for a submission.
///
/// @param options those that hold for it
/// @param document the task as it is; null for another item of the same request, which is not
///   written yet
public record CoalescedTask(
    TaskId id,
    TaskStatus status,
    Instant createdAt,
    SubmissionOptions options,
    @Nullable TaskDocument document) {

  public static CoalescedTask of(TaskDocument task, SubmissionOptions options) {
    return new CoalescedTask(new TaskId(task.id()), task.status(), task.createdAt(), options, task);
  }

  public static CoalescedTask of(Submission item) {
    return new CoalescedTask(
        item.id(), item.status(), item.createdAt(), SubmissionOptions.heldBy(item.request()), null);
  }

  /// The same for clients that reach the service below a path.
  public CoalescedTask below(String path) {
    return new CoalescedTask(
        id, status, createdAt, options, document == null ? null : document.below(path));
  }
}
