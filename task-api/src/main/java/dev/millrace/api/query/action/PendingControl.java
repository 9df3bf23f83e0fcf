package dev.millrace.api.query.action;

import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a task was asked for, as long as its owner may not have answered.
///
/// @param sequence of the newest fact that the one who asked was shown
/// @param runAt the moment that the task's first attempt waits for, where it is still to come
public record PendingControl(TaskAction action, long sequence, @Nullable Instant runAt) {

  /// The status that a task is shown with.
  ///
  /// @param status as the facts have it
  /// @param newest the sequence of the newest fact
  public TaskStatus shown(TaskStatus status, long newest) {
    return switch (action) {
      // Progress goes on until its owner has heard of it; compensation ends whatever anybody asks.
      case CANCEL ->
          status.isFinal() || status == TaskStatus.COMPENSATING ? status : TaskStatus.CANCELLING;
      case RESUME, REDRIVE -> {
        if (newest > sequence || !action.isPossible(status)) {
          yield status;
        }
        yield runAt == null ? TaskStatus.PENDING : TaskStatus.SCHEDULED;
      }
      case PAUSE -> status;
    };
  }
}
