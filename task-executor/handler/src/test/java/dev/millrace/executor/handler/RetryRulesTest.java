package dev.millrace.executor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class RetryRulesTest {

  @Test
  void nothingIsSaidOfWhatIsNotNamed() {
    RetryRules rules =
        RetryRules.STANDARD.retryOn(IOException.class).neverOn(SocketException.class);

    assertThat(rules.retries(new IllegalStateException())).isEmpty();
    assertThat(RetryRules.STANDARD.retries(new IOException())).isEmpty();
  }

  @Test
  void theNearestClassDecides() {
    RetryRules rules =
        RetryRules.STANDARD
            .neverOn(IOException.class)
            .retryOn(SocketException.class)
            .neverOn(ConnectException.class);

    assertThat(rules.retries(new FileNotFoundException())).contains(false);
    assertThat(rules.retries(new SocketException())).contains(true);
    assertThat(rules.retries(new ConnectException())).contains(false);
  }

  @Test
  void causesCountAsWhatWasThrown() {
    RetryRules rules =
        RetryRules.STANDARD.retryOn(RuntimeException.class).neverOn(FileNotFoundException.class);

    assertThat(rules.retries(new UncheckedIOException(new FileNotFoundException())))
        .as("the cause is the class itself, what was thrown a class below")
        .contains(false);
    assertThat(rules.retries(new UncheckedIOException(new IOException()))).contains(true);
  }

  @Test
  void neverWinsWhereBothAreEquallyNear() {
    RetryRules both = RetryRules.STANDARD.retryOn(IOException.class).neverOn(IOException.class);

    assertThat(both.retries(new IOException())).contains(false);
    assertThat(both.retries(new FileNotFoundException())).contains(false);
  }

  @Test
  void aCircleOfCausesHasAnEnd() {
    IOException one = new IOException();
    IllegalStateException other = new IllegalStateException(one);
    one.initCause(other);

    assertThat(RetryRules.STANDARD.neverOn(ConnectException.class).retries(one)).isEmpty();
  }
}
