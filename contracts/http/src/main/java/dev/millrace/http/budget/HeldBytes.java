package dev.millrace.http.budget;

import jakarta.servlet.http.HttpServletRequest;

/// What one request has taken of the [ByteBudget]. All of it is given back when the request ends,
/// by the filter that made it.
public final class HeldBytes implements AutoCloseable {

  private static final String ATTRIBUTE = HeldBytes.class.getName();

  private final ByteBudget budget;
  private final String user;
  private long held;

  /// Nothing, for a user of a budget.
  public HeldBytes(ByteBudget budget, String user) {
    this.budget = budget;
    this.user = user;
  }

  /// What this request holds.
  ///
  /// @throws IllegalStateException for a request that no filter of this module has seen
  public static HeldBytes of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof HeldBytes held) {
      return held;
    }
    throw new IllegalStateException("no budget is known for " + request.getRequestURI());
  }

  void standFor(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /// Takes more.
  ///
  /// @throws BudgetSpent when it is not there
  public void take(long bytes) {
    budget.take(user, bytes);
    held += bytes;
  }

  /// Takes so much, or a user's whole share where that is less: for what streams and has a fixed
  /// price.
  ///
  /// @throws BudgetSpent when it is not there
  public void takeAtMost(long bytes) {
    take(Math.min(bytes, budget.share()));
  }

  /// The largest body whose bytes cost so many times their number.
  public long largest(int factor) {
    return budget.share() / factor;
  }

  @Override
  public void close() {
    budget.giveBack(user, held);
    held = 0;
  }
}
