package dev.millrace.http.budget;

import java.util.HashMap;
import java.util.Map;

/// How much memory the bodies in progress, or the answers that are being written, may take, all
/// together and each user's.
///
/// A user has at most half of it, so that nobody can keep everybody else out. Nothing waits here:
/// what does not fit is refused at once, and its sender comes again.
public final class ByteBudget {

  private final long total;
  private final long share;
  private final Map<String, Long> ofUser = new HashMap<>();
  private long taken;

  /// @param total most bytes of memory
  public ByteBudget(long total) {
    this.total = total;
    this.share = Math.max(1, total / 2);
  }

  /// What one user may have at most.
  public long share() {
    return share;
  }

  /// Bytes that are taken now.
  public synchronized long taken() {
    return taken;
  }

  /// Takes so many for a user, or none.
  ///
  /// @throws BudgetSpent when they are not there
  public synchronized void take(String user, long bytes) {
    long own = ofUser.getOrDefault(user, 0L) + bytes;
    if (own > share) {
      throw new BudgetSpent(true);
    }
    if (taken + bytes > total) {
      throw new BudgetSpent(false);
    }
    ofUser.put(user, own);
    taken += bytes;
  }

  public synchronized void giveBack(String user, long bytes) {
    taken -= bytes;
    ofUser.computeIfPresent(user, (_, own) -> own == bytes ? null : own - bytes);
  }
}
