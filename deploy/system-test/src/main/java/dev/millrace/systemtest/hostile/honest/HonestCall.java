package dev.millrace.systemtest.hostile.honest;

import java.util.Locale;

/// A kind of thing that the honest user waits for.
public enum HonestCall {
  SUBMIT,
  GET,
  LIST,
  STATS,
  /// From the 202 to the answer of a long poll that shows the end.
  POLL,
  /// From the 202 to the last fact on a stream.
  STREAM,
  /// A call on a connection of its own. Who fills a port from the same address is ahead of it in
  /// the system's queue, so that it is shown and not judged.
  CONNECT,
  /// From the upload of a small document to the end of its task. It computes, so that it is shown
  /// and not judged.
  DOCUMENT;

  public boolean isJudged() {
    return this != CONNECT && this != DOCUMENT;
  }

  /// As it stands in tables.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
