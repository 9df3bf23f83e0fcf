package dev.millrace.api.query.document;

import dev.millrace.api.pause.TypePause;
import dev.millrace.events.task.Actor;
import dev.millrace.events.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Why a task is not running though it has not ended.
///
/// @param reason `schedule`, `queue`, `backoff`, `pause` or, of a pending task whose type is
///   paused, `type`
/// @param until when it goes on by itself, where that is known
/// @param by who paused it or its type
/// @param position from 1, that among the tasks of its user, type and priority
public record Waiting(
    String reason,
    @Nullable Instant until,
    @Nullable String by,
    @Nullable Integer position,
    String message) {

  private static final String QUEUE = "queue";
  private static final String BACKOFF = "backoff";
  private static final String BACKOFF_UNTIL = "backoff until ";

  /// Says why, of a task in any state.
  ///
  /// @param actor who paused the task
  /// @param type how its type is paused; null where it is not
  /// @return null where the task does not wait
  static @Nullable Waiting of(
      TaskStatus status,
      @Nullable Instant until,
      @Nullable Actor actor,
      @Nullable TypePause type,
      QueuePosition queue) {
    String at = until == null ? "its time" : until.toString();
    return switch (status) {
      case SCHEDULED -> new Waiting("schedule", until, null, null, "scheduled for " + at);
      case PENDING ->
          type == null
              ? new Waiting(QUEUE, null, null, queue.position(), queue.message())
              : new Waiting(
                  "type",
                  null,
                  type.by(),
                  queue.position(),
                  "type paused by " + said(type.by(), type.reason()));
      case RETRY -> {
        String absence = queue.absence();
        String nobody = absence == null ? "" : "; " + absence;
        yield new Waiting(BACKOFF, until, null, null, BACKOFF_UNTIL + at + nobody);
      }
      case PAUSED -> {
        String user = actor == null ? "somebody" : actor.user().value();
        String reason = actor == null ? null : actor.reason();
        yield new Waiting("pause", null, user, null, "paused by " + said(user, reason));
      }
      case RUNNING, CANCELLING, COMPENSATING, COMPLETED, FAILED, CANCELLED, TIMEOUT -> null;
    };
  }

  /// What of it does not change by itself: of a queue, that it is one, and of a backoff, its end.
  String lasting() {
    return switch (reason) {
      case QUEUE -> reason;
      case BACKOFF -> until == null ? reason : BACKOFF_UNTIL + until;
      default -> message;
    };
  }

  private static String said(String user, @Nullable String reason) {
    return reason == null ? user : user + ": " + reason;
  }
}
