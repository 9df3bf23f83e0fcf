package dev.millrace.events.command;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.TaskRequested;
import java.time.Instant;

/// A task as its caller was told that it is accepted: what an executor needs to act on a task that
/// it has never met, because nobody has started it yet.
///
/// @param requestedAt when the caller was told
public record Acceptance(Instant requestedAt, TaskRequested request) {

  public Acceptance {
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(request, "request");
  }
}
