package dev.millrace.api.deadletter.redrive;

import dev.millrace.api.deadletter.store.DeadLetter;
import dev.millrace.events.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is done about a queued letter when its turn comes. Pure.
sealed interface RedriveStep {

  record Command(TaskId taskId) implements RedriveStep {}

  record Resend(String topic) implements RedriveStep {}

  /// Nothing is left to do, and the letter counts as redriven.
  record Done(String note) implements RedriveStep {}

  /// It cannot be done any more: the letter is open again, if it is still there.
  record Reopen(String why) implements RedriveStep {}

  /// Databases round times.
  Duration ROUNDING = Duration.ofMillis(1);

  /// Decides.
  ///
  /// A task of which something was said after the letter was put back to work by somebody else, and
  /// may run or have ended well; if it gave up again, that is another letter.
  ///
  /// @param letter null when the projection has deleted it
  /// @param taskThere whether its task is still there
  /// @param taskUpdated when something was last said of its task, as far as is known here
  static RedriveStep of(
      @Nullable DeadLetter letter, boolean taskThere, @Nullable Instant taskUpdated) {
    if (letter == null) {
      return new Reopen("the letter is gone");
    }
    return switch (RedriveWay.of(letter)) {
      case RedriveWay.Impossible(String why) -> new Reopen(why);
      case RedriveWay.Resend(String topic) -> new Resend(topic);
      case RedriveWay.Command(TaskId task) -> {
        if (!taskThere) {
          yield new Reopen("its task is gone");
        }
        yield taskUpdated != null && taskUpdated.isAfter(letter.time().plus(ROUNDING))
            ? new Done("the task had gone on already")
            : new Command(task);
      }
    };
  }
}
