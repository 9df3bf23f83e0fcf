package dev.millrace.outbox.relay.wal;

/// Takes what a [WalReader] reads, on the reader's thread. What it throws ends the reader.
public interface WalConsumer {

  /// Takes the lines of one outbox message; those of a commit follow those of the commits before.
  ///
  /// @param position where the message stands in the WAL
  void lines(String lines, long position) throws Exception;

  /// Is told that a transaction is complete.
  ///
  /// @return whether everything up to here may be forgotten: the slot advances then, and gives none
  ///   of it again
  boolean committed() throws Exception;
}
