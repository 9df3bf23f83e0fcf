package dev.millrace.executor.attempt.decision;

import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Turns what a handler threw into an error for the task's owner, and says whether to try again.
///
/// A handler's own word counts first; then time-outs and lost connections anywhere in the chain of
/// causes are transient; everything else is permanent. What ran out of memory or of stack would do
/// so again, and harm others again.
///
/// Only what a handler says itself is shown to users: the message of any other exception may hold
/// SQL, paths, addresses or what another user has sent. It stands in the executor's log, with the
/// id of the task.
public final class FailureClassifier {

  private static final int DEEPEST_CAUSE = 20;

  private FailureClassifier() {}

  /// A failure, and when the remote side wants to be asked again.
  public record Failure(TaskError error, Optional<Duration> retryAfter) {}

  /// The error that `thrown` is for the task.
  public static Failure classify(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      switch (cause) {
        case PermanentFailure e -> {
          return new Failure(new TaskError(e.code(), message(e), false), Optional.empty());
        }
        case TransientFailure e -> {
          return new Failure(new TaskError(e.code(), message(e), true), e.retryAfter());
        }
        case VirtualMachineError e -> {
          return new Failure(new TaskError(code(e), named(e), false), Optional.empty());
        }
        default -> {
          String code = transientCode(cause);
          if (code != null) {
            return new Failure(new TaskError(code, named(cause), true), Optional.empty());
          }
        }
      }
      cause = cause.getCause();
    }
    return new Failure(new TaskError("handler-error", named(thrown), false), Optional.empty());
  }

  /// Whether the handler itself said what went wrong, so that a stack trace adds nothing.
  public static boolean isExplained(Throwable thrown) {
    return thrown instanceof PermanentFailure
        || thrown instanceof TransientFailure
        || thrown instanceof AttemptStopped;
  }

  private static String code(VirtualMachineError failure) {
    return switch (failure) {
      case OutOfMemoryError _ -> "out-of-memory";
      case StackOverflowError _ -> "stack-overflow";
      default -> "handler-error";
    };
  }

  private static @Nullable String transientCode(Throwable failure) {
    return switch (failure) {
      case TimeoutException _, InterruptedIOException _ -> "timeout";
      case InterruptedException _ -> "interrupted";
      case SocketException _, UnknownHostException _, ClosedChannelException _ -> "connection-lost";
      case IOException e when e.getClass().getName().contains("Timeout") -> "timeout";
      case SQLTransientException _,
          SQLRecoverableException _,
          TransientDataAccessException _,
          RecoverableDataAccessException _,
          DataAccessResourceFailureException _,
          TransactionException _ ->
          "database-unavailable";
      default -> null;
    };
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static String named(Throwable failure) {
    return failure.getClass().getSimpleName() + "; the executor's log says more about this task";
  }
}
