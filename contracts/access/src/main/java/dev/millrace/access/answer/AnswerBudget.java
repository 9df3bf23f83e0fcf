package dev.millrace.access.answer;

import java.util.HashMap;
import java.util.Map;

/// The bytes that large answers hold while they are written: clients that read slowly, however many
/// they are, cannot fill the heap. A user has at most half of them, so that nobody keeps everybody
/// else from reading.
final class AnswerBudget {

  private final long most;
  private final Map<String, Long> ofUser = new HashMap<>();
  private long held;

  /// @param most bytes of all answers together; a user's only answer may have more than their half
  AnswerBudget(long most) {
    this.most = most;
  }

  /// Takes room for an answer; to be given back when it is written.
  ///
  /// @throws AnswersFull when there is none
  synchronized void take(String user, long bytes) {
    long own = ofUser.getOrDefault(user, 0L);
    if ((held > 0 && held + bytes > most) || (own > 0 && own + bytes > most / 2)) {
      throw new AnswersFull();
    }
    held += bytes;
    ofUser.put(user, own + bytes);
  }

  synchronized void giveBack(String user, long bytes) {
    held -= bytes;
    ofUser.computeIfPresent(user, (_, own) -> own == bytes ? null : own - bytes);
  }

  synchronized long held() {
    return held;
  }
}
