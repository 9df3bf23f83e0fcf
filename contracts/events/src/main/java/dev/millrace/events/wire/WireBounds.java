package dev.millrace.events.wire;

import dev.millrace.events.Fact;
import dev.millrace.events.TaskCancelRequested;
import dev.millrace.events.TaskCancelled;
import dev.millrace.events.TaskCompensationStarted;
import dev.millrace.events.TaskCompleted;
import dev.millrace.events.TaskEvent;
import dev.millrace.events.TaskFailed;
import dev.millrace.events.TaskPaused;
import dev.millrace.events.TaskProgressed;
import dev.millrace.events.TaskRedriven;
import dev.millrace.events.TaskRequested;
import dev.millrace.events.TaskRestored;
import dev.millrace.events.TaskResumed;
import dev.millrace.events.TaskRetryScheduled;
import dev.millrace.events.TaskStarted;
import dev.millrace.events.TaskStepCompensated;
import dev.millrace.events.TaskStepCompleted;
import dev.millrace.events.TaskTakenOver;
import dev.millrace.events.TaskTimedOut;
import dev.millrace.events.command.Acceptance;
import dev.millrace.events.command.SubmitTask;
import dev.millrace.events.command.TaskCommand;
import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.TimeRange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The ranges that a record must keep, so that whatever was read can be reckoned with and stored.
///
/// They hold for what comes from Kafka, and not for the types themselves: an older row of a table
/// must stay readable.
final class WireBounds {

  /// More facts than any task has; far enough from the end of `long` that one more is no overflow.
  static final long MOST_FACTS = 1L << 53;

  private WireBounds() {}

  static void check(Fact fact) {
    check(fact.event());
  }

  private static void check(TaskEvent event) {
    switch (event) {
      case TaskRequested e -> check("", e);
      case TaskRetryScheduled e -> time("value at /retryAt", e.retryAt());
      case TaskResumed e -> time("value at /runAt", e.runAt());
      case TaskRestored e -> {
        check("/request", e.request());
        time("value at /requestedAt", e.requestedAt());
        time("value at /startedAt", e.startedAt());
        time("value at /state", timeOf(e.state()));
      }
      case TaskStarted _,
          TaskProgressed _,
          TaskCancelRequested _,
          TaskPaused _,
          TaskTakenOver _,
          TaskStepCompleted _,
          TaskCompensationStarted _,
          TaskStepCompensated _,
          TaskRedriven _,
          TaskCompleted _,
          TaskFailed _,
          TaskCancelled _,
          TaskTimedOut _ -> {}
    }
  }

  static void check(TaskCommand command) {
    switch (command) {
      case TaskCommand.CancelTask cancel -> check(cancel.accepted());
      case TaskCommand.PauseTask pause -> check(pause.accepted());
      case TaskCommand.ResumeTask _,
          TaskCommand.RetryTask _,
          TaskCommand.CountAnswers _,
          TaskCommand.ExpectAnswers _ -> {}
    }
  }

  static void check(SubmitTask submission) {
    time("value at /runAt", submission.runAt());
    duration("value at /timeout", submission.timeout());
  }

  private static void check(@Nullable Acceptance accepted) {
    if (accepted != null) {
      time("value at /accepted/requestedAt", accepted.requestedAt());
      check("/accepted/request", accepted.request());
    }
  }

  private static void check(String pointer, TaskRequested request) {
    String at = "value at " + pointer;
    time(at + "/runAt", request.runAt());
    time(at + "/deadline", request.deadline());
    duration(at + "/timeout", request.timeout());
    duration(at + "/retention", request.retention());
  }

  static void time(String where, @Nullable Instant time) {
    if (time != null && !TimeRange.holds(time)) {
      throw new MalformedRecord(where, "is beyond the years 1970 to 9999");
    }
  }

  private static void duration(String where, @Nullable Duration duration) {
    if (duration != null && !TimeRange.holds(duration)) {
      throw new MalformedRecord(where, "is no duration of 0 to 100 years");
    }
  }

  private static @Nullable Instant timeOf(TaskState state) {
    return switch (state) {
      case TaskState.Scheduled s -> s.runAt();
      case TaskState.Retrying s -> s.retryAt();
      case TaskState.Completed s -> s.at();
      case TaskState.Failed s -> s.at();
      case TaskState.Cancelled s -> s.at();
      case TaskState.TimedOut s -> s.at();
      case TaskState.Pending _,
          TaskState.Running _,
          TaskState.Paused _,
          TaskState.Cancelling _,
          TaskState.Compensating _ ->
          null;
    };
  }
}
