package dev.millrace.jobs.llm.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIRetryableException;
import dev.millrace.executor.handler.PermanentFailure;
import dev.millrace.executor.handler.TransientFailure;
import dev.millrace.executor.testkit.SteppedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallFailureTest {

  static Stream<Exception> thrown() {
    return Stream.of(
        new OpenAIException("secret"),
        new OpenAIIoException("secret"),
        new OpenAIRetryableException("secret"),
        new OpenAIInvalidDataException("secret"),
        new UncheckedIOException(new IOException("secret")),
        new IllegalStateException("secret"),
        new NullPointerException("secret"),
        new ClassCastException("secret"),
        new RejectedExecutionException("secret"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void whateverTheClientThrowsPassesAndMayBeTriedElsewhere(Exception thrown) {
    CallFailure failure = CallFailure.of("p", thrown, new SteppedClock());

    assertThat(failure.failure()).isInstanceOf(TransientFailure.class);
    assertThat(failure.failure().getMessage()).startsWith("p: ").doesNotContain("secret");
    assertThat(failure.elsewhere()).isTrue();
  }

  @Test
  void aKeyThatNoHeaderCanHoldIsARefusal() {
    CallFailure failure =
        CallFailure.of("p", new IllegalArgumentException("secret"), new SteppedClock());

    assertThat(failure.failure())
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("api-key-env");
    assertThat(failure.failure().getMessage()).doesNotContain("secret");
  }
}
