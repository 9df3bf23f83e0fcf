package dev.millrace.jobs.llm.failure;

/// Carries a [CallFailure] from the endpoint to the failover loop; never leaves the package.
public final class CallFailed extends Exception {

  private final transient CallFailure failure;

  public CallFailed(CallFailure failure) {
    super(failure.failure().getMessage());
    this.failure = failure;
  }

  public CallFailure failure() {
    return failure;
  }
}
