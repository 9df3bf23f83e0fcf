package dev.millrace.projection.poll;

import java.util.List;

/// Stores polls, each exactly once.
public interface PollWriter {

  /// Stores a poll: rows, history, counters and offsets in one transaction.
  ///
  /// A failure in the middle leaves nothing behind; the same poll can be written again.
  ///
  /// @throws org.springframework.dao.DataAccessException when the database refused or is away
  Outcome write(Poll poll);

  /// What became of a poll.
  sealed interface Outcome {
    /// It is committed.
    record Written(Tally tally, List<Anomaly> doubts) implements Outcome {}

    /// Another reader has moved the offsets: nothing was written, and this reader must look up
    /// where its partitions stand.
    record Fenced() implements Outcome {}
  }
}
