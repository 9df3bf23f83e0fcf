package dev.millrace.kafka;

import java.time.Duration;

/// How long a reader waits before it reads on, so that a busy log is read in few large polls.
///
/// A poll costs its reader a transaction and the broker a request, whatever it brings; and what
/// comes together is written once. A quiet log is read on at once, for who waits there waits for
/// the next record; so is one that the reader is behind, for there the records are already.
///
/// @param busy records of a poll from which on the log is busy
/// @param behind records of a poll from which on the reader is behind
/// @param pause the wait between the two
public record Linger(int busy, int behind, Duration pause) {

  public Linger {
    if (busy < 1 || behind < busy || pause.isNegative()) {
      throw new IllegalArgumentException(
          "busy must be at least 1, behind at least busy, pause not negative");
    }
  }

  /// The wait after a poll that brought so many records.
  public Duration after(int records) {
    return records >= busy && records < behind ? pause : Duration.ZERO;
  }
}
