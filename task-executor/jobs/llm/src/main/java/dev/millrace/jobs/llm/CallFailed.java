package dev.millrace.jobs.llm;

/// Carries a [CallFailure] from the endpoint to the failover loop; never leaves the package.
final class CallFailed extends Exception {

  private final transient CallFailure failure;

  CallFailed(CallFailure failure) {
    super(failure.failure().getMessage());
    this.failure = failure;
  }

  CallFailure failure() {
    return failure;
  }
}
