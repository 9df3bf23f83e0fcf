package dev.millrace.executor.attempt.decision;

import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.handler.TransientFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/// Turns what a handler threw into an error for the task's owner, and says whether to try again.
///
/// A handler's own word counts first, then its [RetryRules], then what is known of the failure
/// nearest to the surface: an HTTP status decides by itself. Everything else is tried again. What
/// ran out of memory or of stack would do so again, and harm others again.
///
/// Only what a handler says itself is shown to users: the message of any other exception may hold
/// SQL, paths, addresses or what another user has sent. It stands in the executor's log, with the
/// id of the task.
public final class FailureClassifier {

  /// The code of a failure of which nothing is known.
  private static final String UNKNOWN = "handler-error";

  private static final int DEEPEST_CAUSE = 20;

  /// What PostgreSQL and the standard call a lost connection, and a server that goes or comes.
  private static final List<String> AWAY = List.of("08", "57P0");

  private FailureClassifier() {}

  /// A failure, and when the remote side wants to be asked again.
  public record Failure(TaskError error, Optional<Duration> retryAfter) {

    private static Failure of(String code, String message, boolean retryable) {
      return new Failure(new TaskError(code, message, retryable), Optional.empty());
    }

    private Failure retryable(boolean retryable) {
      return new Failure(
          new TaskError(error.code(), error.message(), retryable),
          retryable ? retryAfter : Optional.empty());
    }
  }

  /// The error that `thrown` is for the task.
  public static Failure classify(Throwable thrown, RetryRules rules, Instant now) {
    @Nullable Failure known = null;
    @Nullable Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      switch (cause) {
        case PermanentFailure e -> {
          return Failure.of(e.code(), message(e), false);
        }
        case TransientFailure e -> {
          return new Failure(new TaskError(e.code(), message(e), true), e.retryAfter())
              .retryable(rules.retries(thrown).orElse(true));
        }
        case VirtualMachineError e -> {
          return Failure.of(code(e), named(e), false);
        }
        default -> {
          if (known == null) {
            known = known(cause, now);
          }
        }
      }
      cause = cause.getCause();
    }
    Failure failure = known == null ? Failure.of(UNKNOWN, named(thrown), true) : known;
    return rules.retries(thrown).map(failure::retryable).orElse(failure);
  }

  private static @Nullable Failure known(Throwable failure, Instant now) {
    String code = transientCode(failure);
    return code != null
        ? Failure.of(code, named(failure), true)
        : HttpFailure.of(failure, now)
            .map(http ->
                new Failure(
                    new TaskError(
                        "http-" + http.status(),
                        "a remote service answered " + http.status() + "; " + named(failure),
                        http.passes()),
                    http.passes() ? http.retryAfter() : Optional.empty()))
            .orElse(null);
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
      default -> UNKNOWN;
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
          DataAccessResourceFailureException _ ->
          "database-unavailable";
      // Not every failure of a transaction is a lost connection: its cause says so where it is.
      case SQLException e when isAway(e) -> "database-unavailable";
      default -> null;
    };
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && AWAY.stream().anyMatch(state::startsWith);
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static String named(Throwable failure) {
    return failure.getClass().getSimpleName() + "; the executor's log says more about this task";
  }
}
