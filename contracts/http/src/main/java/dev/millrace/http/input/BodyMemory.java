package dev.millrace.http.input;

import dev.millrace.http.budget.BudgetSpent;
import dev.millrace.http.budget.HeldBytes;
import dev.millrace.http.problem.Problem;
import dev.millrace.http.problem.ProblemException;
import dev.millrace.http.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/// What a request pays for the body that it has in memory, until its answer.
///
/// A byte of JSON costs itself, its text, the compact text that becomes of it, and that once more
/// on its way into the database. A token costs its node, its entry in the object around it, and the
/// name that must not come twice: `{"a":0}` is a dozen times as large in memory as on the wire. Of
/// several values in a body one tree is in memory at a time, so the largest is paid for.
public final class BodyMemory {

  static final int PER_BYTE = 5;
  static final int PER_TOKEN = 200;

  /// What a body costs of which a buffer is in memory at a time.
  private static final long STREAM = 2 << 20;

  private final HeldBytes held;
  private long tokens;

  private BodyMemory(HeldBytes held) {
    this.held = held;
  }

  public static BodyMemory of(HttpServletRequest request) {
    return new BodyMemory(HeldBytes.of(request));
  }

  /// Pays for bytes that are kept.
  ///
  /// @throws ProblemException when there is no memory for them now
  public void bytes(long count) {
    pay(() -> held.take(count * PER_BYTE));
  }

  /// Pays for a body that goes through.
  ///
  /// @throws ProblemException when there is no memory for it now
  public void stream() {
    stream(STREAM);
  }

  /// The same for a reader that has as many bytes in memory at a time.
  public void stream(long bytes) {
    pay(() -> held.takeAtMost(bytes));
  }

  /// Pays for a value that has so many tokens by now.
  ///
  /// @throws ProblemException when there is no memory for them now
  void tokens(long count) {
    if (count > tokens) {
      pay(() -> held.take((count - tokens) * PER_TOKEN));
      tokens = count;
    }
  }

  /// The longest body that ever has room.
  long longest() {
    return held.largest(PER_BYTE);
  }

  private static void pay(Runnable taking) {
    try {
      taking.run();
    } catch (BudgetSpent e) {
      String detail = e.getMessage() + "; try again in a moment";
      Problem problem =
          e.isOwnShare()
              ? Problem.of(ProblemType.QUOTA_EXCEEDED, detail)
                  .with("violated-policies", List.of("bytes-in-progress"))
              : Problem.of(ProblemType.OVERLOADED, detail);
      throw problem.retryAfter(BudgetSpent.RETRY_AFTER).asException();
    }
  }
}
