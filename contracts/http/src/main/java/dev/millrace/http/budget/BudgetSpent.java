package dev.millrace.http.budget;

import java.time.Duration;

/// There is no memory for a body now. An answer and not a fault: it has no stack trace.
public final class BudgetSpent extends RuntimeException {

  /// When it is worth trying again: bodies come and go within seconds.
  public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final boolean own;

  public BudgetSpent(boolean own) {
    super(
        own
            ? "Your requests in progress hold as much memory as one user's may"
            : "The requests in progress hold as much memory as they may",
        null,
        false,
        false);
    this.own = own;
  }

  /// Whether it is the user's own share that is spent; else it is everybody's.
  public boolean isOwnShare() {
    return own;
  }
}
