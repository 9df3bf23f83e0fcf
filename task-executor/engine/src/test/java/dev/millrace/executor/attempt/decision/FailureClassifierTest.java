package dev.millrace.executor.attempt.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.RetryRules;
import dev.millrace.executor.handler.TransientFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class FailureClassifierTest {

  private static final Instant NOW = Instant.parse("2026-11-06T08:49:00Z");

  @Test
  void aHandlersOwnWordCounts() {
    assertThat(classify(new PermanentFailure("bad-input", "no rows", new TimeoutException())))
        .isEqualTo(new TaskError("bad-input", "no rows", false));
  }

  @Test
  void aWrappedWordOfTheHandlerCountsToo() {
    assertThat(classify(new IllegalStateException(new PermanentFailure("bad-input", "no rows"))))
        .isEqualTo(new TaskError("bad-input", "no rows", false));
  }

  @Test
  void aTransientFailureKeepsWhenToAskAgain() {
    var failure =
        FailureClassifier.classify(
            new TransientFailure("busy", "later", Duration.ofSeconds(7), null),
            RetryRules.STANDARD,
            NOW);

    assertThat(failure.error().retryable()).isTrue();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  static Throwable[] transientFailures() {
    return new Throwable[] {
      new TimeoutException("slow"),
      new SocketTimeoutException("slow"),
      new HttpTimeoutException("slow"),
      new HttpConnectTimeoutException("slow"),
      new ConnectException("refused"),
      new RuntimeException(new ConnectException("refused")),
      new DataAccessResourceFailureException("gone"),
      new InterruptedException()
    };
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void timeoutsAndLostConnectionsAreTransient(Throwable failure) {
    assertThat(classify(failure).retryable()).isTrue();
  }

  @Test
  void whatRanOutOfMemoryOrStackIsNotTriedAgain() {
    assertThat(classify(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            new TaskError(
                "out-of-memory",
                "OutOfMemoryError; the executor's log says more about this task",
                false));
    assertThat(classify(new RuntimeException(new StackOverflowError())).code())
        .isEqualTo("stack-overflow");
  }

  @Test
  void everythingElseIsTriedAgainAndNamed() {
    assertThat(classify(new IllegalArgumentException("x must be positive")))
        .isEqualTo(
            new TaskError(
                "handler-error",
                "IllegalArgumentException; the executor's log says more about this task",
                true));
  }

  @Test
  void whatIsBelowAnAnswerOfTheHandlerDoesNotCount() {
    assertThat(classify(new IllegalStateException(new TransientFailure("busy", "later"))).code())
        .isEqualTo("busy");
    assertThat(classify(new TimeoutException().initCause(new PermanentFailure("bad", "no"))))
        .isEqualTo(new TaskError("bad", "no", false));
  }

  @Test
  void aTransactionThatCannotBeginIsALostDatabaseOnlyWhereItsCauseSaysSo() {
    assertThat(classify(new CannotCreateTransactionException("no entity manager")).code())
        .isEqualTo("handler-error");
    assertThat(
            classify(
                    new CannotCreateTransactionException(
                        "no connection", new SQLException("refused", "08001")))
                .code())
        .isEqualTo("database-unavailable");
    assertThat(
            classify(new TransactionSystemException("", new SQLException("stopped", "57P01")))
                .code())
        .isEqualTo("database-unavailable");
    assertThat(
            classify(new TransactionSystemException("", new SQLException("late", "57014"))).code())
        .isEqualTo("handler-error");
  }

  @Test
  void whatTheHandlerNeverRetriesKeepsItsCode() {
    RetryRules never = RetryRules.STANDARD.neverOn(IOException.class);

    assertThat(classify(new ConnectException("refused"), never))
        .isEqualTo(
            new TaskError(
                "connection-lost",
                "ConnectException; the executor's log says more about this task",
                false));
    assertThat(classify(new IllegalStateException(), never).retryable()).isTrue();
  }

  @Test
  void noRuleMakesAPermanentFailureOrALackOfMemoryPass() {
    RetryRules always = RetryRules.STANDARD.retryOn(Throwable.class, PermanentFailure.class);

    assertThat(classify(new PermanentFailure("bad", "no"), always).retryable()).isFalse();
    assertThat(classify(new OutOfMemoryError(), always).retryable()).isFalse();
  }

  @Test
  void aTransientFailureThatIsNamedIsNotTriedAgain() {
    RetryRules never = RetryRules.STANDARD.neverOn(TransientFailure.class);

    assertThat(
            FailureClassifier.classify(
                new TransientFailure("busy", "later", Duration.ofSeconds(7), null), never, NOW))
        .isEqualTo(
            new FailureClassifier.Failure(new TaskError("busy", "later", false), Optional.empty()));
  }

  static Stream<Throwable> failuresOfOthers() {
    String secret = "insert into user_secret values ('/home/millrace/key')";
    return Stream.of(
        new IllegalStateException(secret),
        new IOException(secret, new SQLException(secret)),
        new UncheckedIOException(new ConnectException(secret)),
        new QueryTimeoutException(secret),
        new OutOfMemoryError(secret));
  }

  @ParameterizedTest
  @MethodSource("failuresOfOthers")
  void messageOfAnExceptionThatNoHandlerWroteIsNotShown(Throwable failure) {
    assertThat(classify(failure).message()).doesNotContain("secret").doesNotContain("/home");
  }

  private static TaskError classify(Throwable failure) {
    return classify(failure, RetryRules.STANDARD);
  }

  private static TaskError classify(Throwable failure, RetryRules rules) {
    return FailureClassifier.classify(failure, rules, NOW).error();
  }
}
