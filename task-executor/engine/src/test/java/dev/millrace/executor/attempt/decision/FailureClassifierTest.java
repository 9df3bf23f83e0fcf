package dev.millrace.executor.attempt.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.task.TaskError;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

class FailureClassifierTest {

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
            new TransientFailure("busy", "later", Duration.ofSeconds(7), null));

    assertThat(failure.error().retryable()).isTrue();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
  }

  static Throwable[] transientFailures() {
    return new Throwable[] {
      new TimeoutException("slow"),
      new SocketTimeoutException("slow"),
      new HttpTimeoutException("slow"),
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
  void everythingElseIsPermanentAndNamed() {
    assertThat(classify(new IllegalArgumentException("x must be positive")))
        .isEqualTo(
            new TaskError(
                "handler-error",
                "IllegalArgumentException; the executor's log says more about this task",
                false));
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
    return FailureClassifier.classify(failure).error();
  }
}
