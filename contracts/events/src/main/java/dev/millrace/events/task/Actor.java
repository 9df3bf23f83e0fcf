package dev.millrace.events.task;

import static java.util.Objects.requireNonNull;

import dev.millrace.events.stored.StorableText;
import org.jspecify.annotations.Nullable;

/// The person behind an act on a task, and what they said about it.
///
/// @param reason free text, at most [#REASON_LIMIT] characters are kept, cleaned by [StorableText]
public record Actor(UserId user, @Nullable String reason) {

  /// Characters of a reason that are kept.
  public static final int REASON_LIMIT = 500;

  public Actor {
    requireNonNull(user, "user");
    if (reason != null && reason.length() > REASON_LIMIT) {
      reason = reason.substring(0, REASON_LIMIT - 1) + "…";
    }
    reason = reason == null ? null : StorableText.cleaned(reason);
  }
}
