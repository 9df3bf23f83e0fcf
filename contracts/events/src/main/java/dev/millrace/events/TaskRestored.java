package dev.millrace.events;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.lifecycle.TaskState;
import dev.millrace.events.task.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The whole state of a task, said again because facts before it may be lost (a dropped replication
/// slot).
///
/// The one fact that is legal in every state and after which the sequence may have jumped.
///
/// @param request what was accepted
/// @param requestedAt when it was accepted
/// @param state where the task stands
/// @param attempt attempts begun so far
/// @param startedAt when the first attempt began
/// @param progress the newest progress, if any
public record TaskRestored(
    TaskRequested request,
    Instant requestedAt,
    TaskState state,
    int attempt,
    @Nullable Instant startedAt,
    @Nullable Progress progress)
    implements TaskEvent {

  public TaskRestored {
    requireNonNull(request, "request");
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(state, "state");
  }
}
