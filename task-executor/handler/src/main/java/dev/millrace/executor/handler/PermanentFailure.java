package dev.millrace.executor.handler;

/// The task cannot succeed, however often it is tried.
public final class PermanentFailure extends RuntimeException {

  private final String code;

  /// @param code a stable word for programs, such as `bad-input`
  /// @param message what was wrong and what would be right, for the task's owner
  public PermanentFailure(String code, String message) {
    super(message);
    this.code = code;
  }

  public PermanentFailure(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
