package dev.millrace.api.quota;

import dev.millrace.events.task.UserId;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How many streams, or waiting requests, this process has, and how many of them each user has.
///
/// A stream's place is taken when the connection is the stream's, after the head of the answer:
/// nothing that goes wrong before has one to give back. Whoever asks before that is told what is
/// full; of those who ask at the same moment for the last one, all but one find their stream
/// closed, and ask again.
public final class ConnectionLimit {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final String what;
  private final int most;
  private final int mostOfUser;
  private final Map<UserId, Integer> ofUser = new HashMap<>();
  private int taken;

  /// Places of which none is taken.
  ///
  /// @param what has the places, such as `streams`
  public ConnectionLimit(String what, int most, int mostOfUser) {
    this.what = what;
    this.most = most;
    this.mostOfUser = mostOfUser;
  }

  /// Returns when there is a place.
  ///
  /// @throws ProblemException when there is no place for this user now
  public synchronized void requireFree(UserId user) {
    if (of(user) >= mostOfUser) {
      throw Problem.of(
              ProblemType.QUOTA_EXCEEDED,
              String.format(
                  Locale.ROOT,
                  "You have %d %s of this process, as many as you may",
                  mostOfUser,
                  what))
          .with("violated-policies", List.of(what))
          .retryAfter(SOON)
          .asException();
    }
    if (taken >= most) {
      throw Problem.of(
              ProblemType.OVERLOADED,
              String.format(Locale.ROOT, "This process has as many %s as it may have", what))
          .retryAfter(SOON)
          .asException();
    }
  }

  /// False when there is none.
  public synchronized boolean take(UserId user) {
    if (taken >= most || of(user) >= mostOfUser) {
      return false;
    }
    taken++;
    ofUser.merge(user, 1, Integer::sum);
    return true;
  }

  /// Takes one at once.
  ///
  /// @throws ProblemException when there is no place for this user now
  public synchronized void enter(UserId user) {
    requireFree(user);
    take(user);
  }

  public synchronized void giveBack(UserId user) {
    taken--;
    ofUser.computeIfPresent(user, (_, streams) -> streams == 1 ? null : streams - 1);
  }

  public synchronized int taken() {
    return taken;
  }

  private int of(UserId user) {
    return ofUser.getOrDefault(user, 0);
  }
}
