package dev.millrace.events.task;

import dev.millrace.events.stored.Json;
import dev.millrace.events.stored.StorableText;
import org.jspecify.annotations.Nullable;

/// How far a running task has come. Its message is cleaned by [StorableText].
///
/// @param done units finished, in whatever the task counts: rows, chunks, children
/// @param total units in all, or null while that is unknown
/// @param message a line for people
/// @param detail whatever else the task type documents
public record Progress(
    long done, @Nullable Long total, @Nullable String message, @Nullable Json detail) {

  public Progress {
    message = message == null ? null : StorableText.cleaned(message);
    if (done < 0) {
      throw new IllegalArgumentException("done must not be negative; got " + done);
    }
    if (total != null && total < 0) {
      throw new IllegalArgumentException("total must not be negative; got " + total);
    }
  }

  /// Whole per cent from 0 to 100, or null while the total is unknown.
  public @Nullable Integer percent() {
    if (total == null) {
      return null;
    }
    // A share of a hundredth where a hundredfold could be beyond `long`.
    return done >= total
        ? 100
        : (int) (total < Long.MAX_VALUE / 100 ? done * 100 / total : done / (total / 100));
  }
}
