package dev.millrace.systemtest.hostile.wire;

/// What came back.
///
/// @param status 0 where no answer came
/// @param retryAfter whether it says when to come again
/// @param body the first part of it
/// @param bytes how much of a body there was
public record Answer(int status, boolean retryAfter, String body, long bytes) {

  static final Answer NONE = new Answer(0, false, "", 0);

  public boolean isAccepted() {
    return status == 202;
  }

  /// A failure that no input may lead to. That a server is full and says for how long is none.
  public boolean isFault() {
    return status >= 500 && !(status == 503 && retryAfter);
  }
}
