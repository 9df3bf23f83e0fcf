package dev.millrace.events.task;

import dev.millrace.events.stored.StorableText;

/// Why an attempt or a task did not succeed. Its texts are cleaned by [StorableText].
///
/// @param code a stable word for programs, such as `bad-input` or `lease-lost`
/// @param message one or two sentences for people; longer ones are cut at [#MESSAGE_LIMIT]
/// @param retryable whether another attempt may end differently
public record TaskError(String code, String message, boolean retryable) {

  /// Characters of a message that are kept: a stack trace belongs into a log, not into an event.
  public static final int MESSAGE_LIMIT = 2_000;

  public TaskError {
    code = StorableText.cleaned(code);
    message = StorableText.cleaned(message);
    if (message.length() > MESSAGE_LIMIT) {
      message = StorableText.cleaned(message.substring(0, MESSAGE_LIMIT - 1)) + "…";
    }
  }
}
