package dev.millrace.api.query;

import dev.millrace.events.task.TaskStatus;

/// What a task was asked for, as long as its owner may not have answered.
///
/// @param sequence of the newest fact that the one who asked was shown
record Asked(TaskAction action, long sequence) {

  /// The status that a task is shown with.
  ///
  /// @param status as the facts have it
  /// @param newest the sequence of the newest fact
  TaskStatus shown(TaskStatus status, long newest) {
    return switch (action) {
      // Progress goes on until its owner has heard of it; compensation ends whatever anybody asks.
      case CANCEL ->
          status.isFinal() || status == TaskStatus.COMPENSATING ? status : TaskStatus.CANCELLING;
      case RESUME, RETRY ->
          newest <= sequence && action.isPossible(status) ? TaskStatus.PENDING : status;
      case PAUSE -> status;
    };
  }
}
