package dev.millrace.api.watch;

import dev.millrace.api.problem.Problem;
import dev.millrace.api.problem.ProblemException;
import dev.millrace.api.problem.ProblemType;
import dev.millrace.events.task.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many streams this process has, and how many of them each user has.
///
/// A place is taken when a connection is the stream's, after the head of the answer: nothing that
/// goes wrong before has one to give back. Whoever asks before that is told what is full; of those
/// who ask at the same moment for the last one, all but one find their stream closed, and ask
/// again.
final class Places {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final int most;
  private final int mostOfUser;
  private final Map<UserId, Integer> ofUser = new HashMap<>();
  private int taken;

  Places(int most, int mostOfUser) {
    this.most = most;
    this.mostOfUser = mostOfUser;
  }

  /// @throws ProblemException when there is no place for this user now
  synchronized void requireFree(UserId user) {
    if (of(user) >= mostOfUser) {
      throw Problem.of(
              ProblemType.QUOTA_EXCEEDED,
              "You have %d streams of this process, as many as you may".formatted(mostOfUser))
          .with("violated-policies", List.of("streams"))
          .retryAfter(SOON)
          .asException();
    }
    if (taken >= most) {
      throw Problem.of(ProblemType.OVERLOADED, "This process has as many streams as it may have")
          .retryAfter(SOON)
          .asException();
    }
  }

  /// False when there is none.
  synchronized boolean take(UserId user) {
    if (taken >= most || of(user) >= mostOfUser) {
      return false;
    }
    taken++;
    ofUser.merge(user, 1, Integer::sum);
    return true;
  }

  synchronized void giveBack(UserId user) {
    taken--;
    ofUser.computeIfPresent(user, (_, streams) -> streams == 1 ? null : streams - 1);
  }

  synchronized int taken() {
    return taken;
  }

  private int of(UserId user) {
    return ofUser.getOrDefault(user, 0);
  }
}
